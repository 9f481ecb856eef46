import { html } from "../html.ts";
import type { Html } from "../html.ts";
import type { IconName } from "../icons.ts";
import { usePage } from "../page.ts";

export interface IconProps {
  name: IconName;
  size?: "large";
}

/** A small drawing beside a word; it is silent, so the word must say everything. */
export function Icon({ name, size }: IconProps): Html {
  const sprite = usePage().assets.href["icons.svg"];
  return html`<svg class="icon" data-size=${size} aria-hidden="true" width="20" height="20"><use href=${`${sprite}#${name}`} /></svg>`;
}
