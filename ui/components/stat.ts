import { html } from "../html.ts";
import type { Html, Slot } from "../html.ts";

export interface Stat {
  label: Slot;
  value: Slot;
  /** A state or a comparison under the figure. */
  note?: Slot;
}

/** Figures to read at a glance. */
export function Stats({ stats }: { stats: readonly Stat[] }): Html {
  return html`<div class="stats">${stats.map(
    (stat) => html`<div class="stat">
    <span class="stat-label">${stat.label}</span><span class="stat-value">${stat.value}</span>${stat.note}
  </div>`,
  )}</div>`;
}
