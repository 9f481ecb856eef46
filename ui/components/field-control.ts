import { html } from "../html.ts";
import type { Html, Slot } from "../html.ts";
import type { BoxKind, FileKind, NumberKind, SelectKind, TextKind, TextareaKind } from "./field-props.ts";
import { Icon } from "./icon.ts";

interface Ties {
  id: string;
  name: string;
  describedBy: string | undefined;
  error?: Slot;
  isOptional?: boolean;
  isDisabled?: boolean;
}

/** The box itself, without its label. */
export function drawControl(control: Ties & BoxKind): Html {
  switch (control.kind) {
    case "text":
      return text(control);
    case "textarea":
      return textarea(control);
    case "number":
      return number(control);
    case "select":
      return select(control);
    case "file":
      return file(control);
  }
}

/** Attributes that every control shares. */
function tied(control: Ties): Record<string, unknown> {
  return {
    class: "control",
    id: control.id,
    name: control.name,
    required: control.isOptional !== true,
    disabled: control.isDisabled,
    "aria-invalid": control.error === undefined ? undefined : "true",
    "aria-describedby": control.describedBy,
  };
}

function text(control: Ties & TextKind): Html {
  const box = html`<input
    ...${tied(control)} type=${control.type ?? "text"} value=${control.value} maxlength=${control.maxLength}
    placeholder=${control.placeholder} autocomplete=${control.autocomplete} inputmode=${control.inputMode}
  />`;
  return withUnit(box, control.unit);
}

function textarea(control: Ties & TextareaKind): Html {
  return html`<textarea
    ...${tied(control)} rows=${control.rows ?? 4} maxlength=${control.maxLength} autocomplete=${control.autocomplete}
  >${control.value}</textarea>`;
}

function number(control: Ties & NumberKind): Html {
  const box = html`<input
    ...${tied(control)} type="number" inputmode=${control.step === undefined ? "numeric" : "decimal"} value=${control.value?.toString()}
    min=${control.least} max=${control.most} step=${control.step}
  />`;
  return withUnit(box, control.unit);
}

function withUnit(box: Html, unit: string | undefined): Html {
  return unit === undefined
    ? box
    : html`<div class="control-unit">${box}<span class="control-unit-word">${unit}</span></div>`;
}

function select(control: Ties & SelectKind): Html {
  const options = control.options.map(
    (option) =>
      html`<option value=${option.value} disabled=${option.isDisabled} selected=${option.value === control.value}>${option.label}</option>`,
  );
  return html`<div class="control-select"><select ...${tied(control)}>${options}</select>${Icon({ name: "chevron-down" })}</div>`;
}

function file(control: Ties & FileKind): Html {
  return html`<input ...${tied(control)} type="file" accept=${control.accept} multiple=${control.isMultiple} />`;
}
