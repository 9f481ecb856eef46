import { html } from "../html.ts";
import type { Html, Slot } from "../html.ts";
import { usePage } from "../page.ts";
import { ChoiceField } from "./choice-field.ts";
import { drawControl } from "./field-control.ts";
import { Icon } from "./icon.ts";

interface FieldCommon {
  /** The form's name for it; the control's id is `f-` and this. */
  name: string;
  label: Slot;
  hint?: Slot;
  /** What is wrong and how to put it right. */
  error?: Slot;
  /** Fields are required unless this says otherwise. */
  isOptional?: boolean;
  isDisabled?: boolean;
}

export interface TextKind {
  kind: "text";
  type?: "text" | "email" | "url" | "tel" | "password" | "search";
  value?: string;
  maxLength?: number;
  placeholder?: string;
  /** HTML autofill word, such as `name` or `street-address`. */
  autocomplete?: string;
  /** Which keyboard a phone shows. */
  inputMode?: "text" | "decimal" | "numeric" | "email" | "url" | "tel";
  /** A unit or currency that stands at the end of the box. */
  unit?: string;
}

export interface TextareaKind {
  kind: "textarea";
  value?: string;
  rows?: number;
  maxLength?: number;
  autocomplete?: string;
}

export interface NumberKind {
  kind: "number";
  value?: number | bigint | string;
  least?: number;
  most?: number;
  step?: number | "any";
  unit?: string;
}

export interface SelectKind {
  kind: "select";
  options: readonly Option[];
  value?: string;
}

export interface RadioKind {
  kind: "radio";
  options: readonly Option[];
  value?: string;
  /** Side by side where there is room. */
  isRow?: boolean;
}

export interface CheckboxKind {
  kind: "checkbox";
  /** What the form sends when ticked; `on` when left out. */
  value?: string;
  isChecked?: boolean;
}

export interface FileKind {
  kind: "file";
  /** Accepted types, such as `image/png,image/webp`. */
  accept?: string;
  isMultiple?: boolean;
}

export interface Option {
  value: string;
  label: Slot;
  /** A line under the label (radio) such as stock or price. */
  aside?: Slot;
  isDisabled?: boolean;
}

export type BoxKind = TextKind | TextareaKind | NumberKind | SelectKind | FileKind;

export type FieldProps = FieldCommon & (BoxKind | RadioKind | CheckboxKind);

/** The id of a field's control: what an error summary links to. */
export function fieldId(name: string): string {
  return `f-${name}`;
}

/** A labelled control: label above, hint, then the error, both tied to the control. */
export function Field(props: FieldProps): Html {
  if (props.kind === "radio" || props.kind === "checkbox") return ChoiceField(props);
  const id = fieldId(props.name);
  return html`<div class="field">
    <label class="field-label" for=${id}>${props.label}${FieldOptional(props)}</label>
    ${FieldNotes({ ...props, id })}
    ${drawControl({ ...props, id, describedBy: describedBy(id, props) })}
  </div>`;
}

/** The word "optional" beside a label; required fields carry no mark, because most fields are. */
export function FieldOptional({ isOptional }: { isOptional?: boolean }): Html | undefined {
  return isOptional === true ? html`<span class="field-optional">${usePage().t("chrome.field.optional")}</span>` : undefined;
}

/** Hint and error of a field, with the ids that its control names. */
export function FieldNotes({ id, hint, error }: { id: string; hint?: Slot; error?: Slot }): Slot {
  return [
    hint !== undefined && html`<p class="field-hint" id=${`${id}-hint`}>${hint}</p>`,
    error !== undefined && html`<p class="field-error" id=${`${id}-error`}>${Icon({ name: "circle-alert" })}<span>${error}</span></p>`,
  ];
}

export function describedBy(id: string, { hint, error }: { hint?: Slot; error?: Slot }): string | undefined {
  const ids = [hint !== undefined && `${id}-hint`, error !== undefined && `${id}-error`].filter((part) => part !== false);
  return ids.length === 0 ? undefined : ids.join(" ");
}
