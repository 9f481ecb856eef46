import { html } from "../html.ts";
import type { Html, Slot } from "../html.ts";
import { usePage } from "../page.ts";
import { Icon } from "./icon.ts";

/** The word "optional" beside a label; required fields carry no mark, because most fields are. */
export function FieldOptional({ isOptional }: { isOptional?: boolean }): Html | undefined {
  return isOptional === true
    ? html`<span class="field-optional">${usePage().t("chrome.field.optional")}</span>`
    : undefined;
}

/** What to enter, under the id that the control names. */
export function FieldHint({ id, hint }: { id: string; hint: Slot }): Html | undefined {
  return hint === undefined ? undefined : html`<p class="field-hint" id=${`${id}-hint`}>${hint}</p>`;
}

/** What is wrong, under the id that the control names. */
export function FieldError({ id, error }: { id: string; error: Slot }): Html | undefined {
  if (error === undefined) return undefined;
  return html`<p class="field-error" id=${`${id}-error`}>${Icon({ name: "circle-alert" })}<span>${error}</span></p>`;
}
