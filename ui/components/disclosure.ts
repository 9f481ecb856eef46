import { html } from "../html.ts";
import type { Html, Slot } from "../html.ts";
import { Icon } from "./icon.ts";

export interface DisclosureProps {
  summary: Slot;
  isOpen?: boolean;
  children: Slot;
}

/** A line that opens: "what is this?", help, details. Works without scripts. */
export function Disclosure({ summary, isOpen, children }: DisclosureProps): Html {
  return html`<details class="disclosure" open=${isOpen}>
    <summary><span>${summary}</span>${Icon({ name: "chevron-down" })}</summary>
    <div class="disclosure-body">${children}</div>
  </details>`;
}
