import { html } from "../html.ts";
import type { Html, Slot } from "../html.ts";
import { usePage } from "../page.ts";
import { Icon } from "./icon.ts";
import { toneIcons } from "./state.ts";
import type { Tone } from "./state.ts";

export interface NoticeProps {
  tone?: Tone;
  title?: Slot;
  text: Slot;
  /** A link or button under the text. */
  action?: Slot;
}

/** Says what just happened, or what to know before going on. A problem is announced at once. */
export function Notice({ tone = "info", title, text, action }: NoticeProps): Html {
  return html`<div class="notice" data-tone=${tone} role=${tone === "bad" ? "alert" : "status"}>
    ${Icon({ name: toneIcons[tone] })}
    <div class="notice-words">
      <span class="unseen">${usePage().t(`chrome.tone.${tone}`)}: </span>
      ${title !== undefined && html`<strong>${title}</strong>`}
      <p>${text}</p>
      ${action}
    </div>
  </div>`;
}
