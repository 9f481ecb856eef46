import { html } from "../html.ts";
import type { Html, Slot } from "../html.ts";

export interface ProgressProps {
  label: string;
  done: number;
  all: number;
  /** Both in words, such as "3 of 12". */
  words: Slot;
}

/** How far something is. */
export function Progress({ label, done, all, words }: ProgressProps): Html {
  return html`<div class="progress">
    <div class="progress-words"><span>${label}</span><span class="soft figures">${words}</span></div>
    <progress max=${all} value=${done} aria-label=${label}></progress>
  </div>`;
}
