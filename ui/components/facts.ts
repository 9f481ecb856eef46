import { html } from "../html.ts";
import type { Html, Slot } from "../html.ts";

export interface Fact {
  name: Slot;
  value: Slot;
  /** The sum under the line. */
  isTotal?: boolean;
}

export interface FactsProps {
  facts: readonly Fact[];
}

/** Names and values in two columns: a receipt's lines, a node's figures. */
export function Facts({ facts }: FactsProps): Html {
  return html`<dl class="facts">
    ${facts.map((fact) => html`<div class=${fact.isTotal === true ? "facts-total" : undefined}><dt>${fact.name}</dt><dd>${fact.value}</dd></div>`)}
  </dl>`;
}
