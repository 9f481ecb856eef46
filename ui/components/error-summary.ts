import { html } from "../html.ts";
import type { Html, Slot } from "../html.ts";
import { usePage } from "../page.ts";
import { fieldId } from "./field-props.ts";

export interface ErrorSummaryProps {
  /** In the order of the fields; nothing is rendered when empty. */
  errors: readonly { name: string; message: Slot }[];
}

/** What is wrong with a form, above it, each line a link to its field. */
export function ErrorSummary({ errors }: ErrorSummaryProps): Html | undefined {
  if (errors.length === 0) return undefined;
  const title = usePage().t("chrome.field.errors.title", { count: errors.length });
  return html`<div class="error-summary" role="alert" aria-labelledby="errors" tabindex="-1">
    <h2 id="errors">${title}</h2>
    <ul>${errors.map((error) => html`<li><a href=${`#${fieldId(error.name)}`}>${error.message}</a></li>`)}</ul>
  </div>`;
}
