import { html } from "../html.ts";
import type { Html, Slot } from "../html.ts";

export interface SectionProps {
  /** Names the section for the outline; also the id of its heading. */
  id: string;
  title: Slot;
  /** A link at the end of the heading's line, such as "Show all". */
  aside?: Slot;
  children: Slot;
}

/** A part of a page with its `h2`. */
export function Section({ id, title, aside, children }: SectionProps): Html {
  return html`<section class="section" aria-labelledby=${id}>
    <div class="section-head"><h2 id=${id}>${title}</h2>${aside}</div>
    ${children}
  </section>`;
}
