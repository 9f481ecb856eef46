import { html } from "../html.ts";
import type { Html, Slot } from "../html.ts";
import type { IconName } from "../icons.ts";
import { Icon } from "./icon.ts";

export type Tone = "info" | "good" | "warn" | "bad";

export interface StateProps {
  label: Slot;
  tone?: Tone;
  /** Another picture than the tone's own. */
  icon?: IconName;
}

/** The picture that stands for a tone everywhere. */
export const toneIcons: Readonly<Record<Tone, IconName>> = {
  info: "info",
  good: "circle-check",
  warn: "triangle-alert",
  bad: "circle-x",
};

/** Where something stands: a picture and a word, never colour alone. */
export function State({ label, tone = "info", icon = toneIcons[tone] }: StateProps): Html {
  return html`<span class="state" data-tone=${tone}>${Icon({ name: icon })}<span>${label}</span></span>`;
}
