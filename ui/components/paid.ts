import { html } from "../html.ts";
import type { Html, Slot } from "../html.ts";

export interface PaidProps {
  title: Slot;
  text: Slot;
  /** The receipt and the way on. */
  actions?: Slot;
}

/** The instant an order turns paid: a stamp and a tick. It moves only when the `live` island saw it happen. */
export function Paid({ title, text, actions }: PaidProps): Html {
  return html`<div class="paid">
    <svg class="paid-mark" viewBox="0 0 48 48" aria-hidden="true"><circle cx="24" cy="24" r="23" /><path pathLength="1" stroke-width="4" d="m14 25 7 7 14-15" /></svg>
    <h1>${title}</h1>
    <p class="lead">${text}</p>
    ${actions !== undefined && html`<div class="row">${actions}</div>`}
  </div>`;
}
