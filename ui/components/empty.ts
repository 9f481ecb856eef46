import { html } from "../html.ts";
import type { Html, Slot } from "../html.ts";
import type { IconName } from "../icons.ts";
import { Icon } from "./icon.ts";

export interface EmptyProps {
  icon: IconName;
  title: Slot;
  /** What this place is for. */
  text: Slot;
  /** The one next thing to do. */
  action?: Slot;
}

/** An empty place that says what it is for. */
export function Empty({ icon, title, text, action }: EmptyProps): Html {
  return html`<div class="empty">
    <span class="empty-icon">${Icon({ name: icon, size: "large" })}</span>
    <h2>${title}</h2>
    <p>${text}</p>
    ${action}
  </div>`;
}
