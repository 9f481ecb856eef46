import { html } from "../html.ts";
import type { Html } from "../html.ts";

/** Which cloth an awning is cut from. */
export type Cloth = 1 | 2 | 3 | 4;

/** The cloth of a stall, always the same for the same id. */
export function clothOf(id: string): Cloth {
  const sum = [...id].reduce((total, letter) => (total * 31 + (letter.codePointAt(0) ?? 0)) % 4093, 7);
  return ([1, 2, 3, 4] as const)[sum % 4] ?? 1;
}

/** A striped, scalloped edge; decoration only. */
export function Awning({ cloth = 1 }: { cloth?: Cloth }): Html {
  return html`<div class="awning" data-cloth=${cloth} aria-hidden="true"></div>`;
}
