import { html } from "../html.ts";
import type { Html, Slot } from "../html.ts";
import type { IconName } from "../icons.ts";
import { Icon } from "./icon.ts";

/** One `primary` on a page; `danger` for what cannot be taken back. */
export type ButtonKind = "primary" | "plain" | "quiet" | "danger";

export interface ButtonProps {
  label: Slot;
  kind?: ButtonKind;
  size?: "large";
  icon?: IconName;
  /** As wide as its place. */
  isWide?: boolean;
  isDisabled?: boolean;
  /** `button` only together with a script; without one it does nothing. */
  type?: "submit" | "button";
  /** What the form sends when this button was pressed. */
  name?: string;
  value?: string;
  /** Sends the form to another address than its own. */
  formAction?: string;
  /** The form's id, when the button stands outside it. */
  form?: string;
  /** Sends the form even when fields are missing, for "remove" and "update" beside a main button. */
  skipsChecks?: boolean;
  /** What it acts on, when the label alone does not say: "Remove Ceramic mug". */
  spoken?: string;
}

/** Sends a form. For going somewhere use `LinkButton`. */
export function Button(props: ButtonProps): Html {
  const { label, kind = "plain", size, icon, isWide, isDisabled, type = "submit", skipsChecks } = props;
  return html`<button
    class="button" type=${type} data-kind=${kind} data-size=${size} data-wide=${isWide === true ? "" : undefined}
    name=${props.name} value=${props.value} form=${props.form} formaction=${props.formAction} aria-label=${props.spoken}
    disabled=${isDisabled} formnovalidate=${skipsChecks}
  >${icon !== undefined && Icon({ name: icon })}<span>${label}</span></button>`;
}
