import { html } from "../html.ts";
import type { Html } from "../html.ts";

export interface ProseProps {
  /** HTML made by the hub's own Markdown renderer, which lets no HTML of the writer through. Nothing else may come here. */
  renderedHtml: string;
}

/** What a seller wrote, with paragraphs and lists. */
export function Prose({ renderedHtml }: ProseProps): Html {
  return html`<div class="prose" dangerouslySetInnerHTML=${{ __html: renderedHtml }}></div>`;
}
