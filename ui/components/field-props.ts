import type { Slot } from "../html.ts";

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
  type?: "text" | "email" | "url" | "tel" | "password" | "search" | "date";
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

/** The ids of hint and error, for the control's `aria-describedby`. */
export function describedBy(id: string, { hint, error }: { hint?: Slot; error?: Slot }): string | undefined {
  const ids = [hint !== undefined && `${id}-hint`, error !== undefined && `${id}-error`].filter(
    (part) => part !== false,
  );
  return ids.length === 0 ? undefined : ids.join(" ");
}
