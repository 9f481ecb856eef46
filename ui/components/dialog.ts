import { html } from "../html.ts";
import type { Html, Slot } from "../html.ts";
import { usePage } from "../page.ts";
import { Icon } from "./icon.ts";

export interface DialogProps {
  /** What a link's `dialog` names. */
  id: string;
  title: Slot;
  /** Usually a form; its page without scripts shows the same. */
  children: Slot;
}

/**
 * A question over the page (`dialog` island). A link with `dialog: id` opens it; without scripts
 * that link leads to a page of its own, so the dialog is never the only way.
 */
export function Dialog({ id, title, children }: DialogProps): Html {
  const close = usePage().t("chrome.dialog.close");
  return html`<dialog class="dialog" id=${id} aria-labelledby=${`${id}-title`}>
    <div class="dialog-head">
      <h2 id=${`${id}-title`}>${title}</h2>
      <form method="dialog"><button class="button" data-kind="quiet" aria-label=${close}>${Icon({ name: "x" })}</button></form>
    </div>
    ${children}
  </dialog>`;
}
