import { html } from "../html.ts";
import type { Html, Slot } from "../html.ts";

export interface CardProps {
  title?: Slot;
  /** A state or link at the end of the title's line. */
  aside?: Slot;
  /** Heading level of the title; 2 when left out. */
  level?: 2 | 3;
  children: Slot;
}

/** A sheet of paper on the counter: things that belong together. */
export function Card({ title, aside, level = 2, children }: CardProps): Html {
  const heading = level === 2 ? html`<h2>${title}</h2>` : html`<h3>${title}</h3>`;
  return html`<div class="card">
    ${title !== undefined && html`<div class="card-head">${heading}${aside}</div>`}
    ${children}
  </div>`;
}
