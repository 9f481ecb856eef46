import { html } from "../html.ts";
import type { Html } from "../html.ts";
import { FieldError, FieldHint, FieldOptional } from "./field-notes.ts";
import { describedBy, fieldId } from "./field-props.ts";
import type { CheckboxKind, FieldProps, Option, RadioKind } from "./field-props.ts";

type ChoiceProps = Extract<FieldProps, RadioKind | CheckboxKind>;

/** A group of radio buttons, or one check box; each is a row that a thumb can hit. */
export function ChoiceField(props: ChoiceProps): Html {
  return props.kind === "radio" ? radios(props) : checkbox(props);
}

function radios(props: Extract<FieldProps, RadioKind>): Html {
  const id = fieldId(props.name);
  return html`<fieldset class="field" aria-describedby=${describedBy(id, props)} disabled=${props.isDisabled}>
    <legend class="field-label">${props.label}${FieldOptional(props)}</legend>
    ${FieldHint({ id, hint: props.hint })}
    <div class="choices" data-row=${props.isRow === true ? "" : undefined}>
      ${props.options.map((option, index) => radio(props, option, index === 0 ? id : `${id}-${index + 1}`))}
    </div>
    ${FieldError({ id, error: props.error })}
  </fieldset>`;
}

function radio(props: Extract<FieldProps, RadioKind>, option: Option, id: string): Html {
  return html`<label class="choice">
    <input type="radio" id=${id} name=${props.name} value=${option.value} checked=${option.value === props.value}
      disabled=${option.isDisabled} required=${props.isOptional !== true} />
    <span class="choice-words"><span>${option.label}</span>${option.aside !== undefined && html`<span class="choice-aside">${option.aside}</span>`}</span>
  </label>`;
}

function checkbox(props: Extract<FieldProps, CheckboxKind>): Html {
  const id = fieldId(props.name);
  return html`<div class="field">
    <label class="choice choice-plain">
      <input type="checkbox" id=${id} name=${props.name} value=${props.value} checked=${props.isChecked} disabled=${props.isDisabled}
        required=${props.isOptional === false} aria-invalid=${props.error === undefined ? undefined : "true"} aria-describedby=${describedBy(id, props)} />
      <span class="choice-words">${props.label}</span>
    </label>
    ${FieldHint({ id, hint: props.hint })}
    ${FieldError({ id, error: props.error })}
  </div>`;
}
