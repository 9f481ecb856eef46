import { html } from "../html.ts";
import type { Html } from "../html.ts";
import { ChoiceField } from "./choice-field.ts";
import { drawControl } from "./field-control.ts";
import { FieldError, FieldHint, FieldOptional } from "./field-notes.ts";
import { describedBy, fieldId } from "./field-props.ts";
import type { FieldProps } from "./field-props.ts";

export { fieldId };
export type { FieldProps, Option } from "./field-props.ts";

/** A labelled control: label and hint above, the error under it, both tied to the control. */
export function Field(props: FieldProps): Html {
  if (props.kind === "radio" || props.kind === "checkbox") return ChoiceField(props);
  const id = fieldId(props.name);
  return html`<div class="field">
    <label class="field-label" for=${id}>${props.label}${FieldOptional(props)}</label>
    ${FieldHint({ id, hint: props.hint })}
    ${drawControl({ ...props, id, describedBy: describedBy(id, props) })}
    ${FieldError({ id, error: props.error })}
  </div>`;
}
