import { html } from "../html.ts";
import type { Html, Slot } from "../html.ts";
import { BackLink } from "./back-link.ts";
import type { BackLinkProps } from "./back-link.ts";

export interface PageHeadProps {
  title: Slot;
  lead?: Slot;
  back?: BackLinkProps;
  /** Buttons at the end of the heading's line. */
  actions?: Slot;
}

/** The page's one `h1`, with the sentence under it. */
export function PageHead({ title, lead, back, actions }: PageHeadProps): Html {
  return html`<div class="page-head">
    ${back !== undefined && BackLink(back)}
    <div class="page-head-row"><h1>${title}</h1>${actions !== undefined && html`<div class="row">${actions}</div>`}</div>
    ${lead !== undefined && html`<p class="lead">${lead}</p>`}
  </div>`;
}
