import { html } from "../html.ts";
import type { Html } from "../html.ts";
import { usePage } from "../page.ts";
import { LinkButton } from "./link-button.ts";

export interface PaginationProps {
  previousHref?: string | undefined;
  nextHref?: string | undefined;
  /** `time` says newer and older; otherwise back and more. */
  order?: "time";
}

/** Cursor paging: one step back, one step on. Nothing when there is a single page. */
export function Pagination({ previousHref, nextHref, order }: PaginationProps): Html | undefined {
  if (previousHref === undefined && nextHref === undefined) return undefined;
  const { t } = usePage();
  const previous = t(order === "time" ? "chrome.pages.newer" : "chrome.pages.previous");
  const next = t(order === "time" ? "chrome.pages.older" : "chrome.pages.next");
  return html`<nav class="pages" aria-label=${t("chrome.pages.label")}>
    ${previousHref !== undefined && LinkButton({ href: previousHref, label: previous, icon: "arrow-left" })}
    ${nextHref !== undefined && LinkButton({ href: nextHref, label: next, icon: "arrow-right", isIconLast: true })}
  </nav>`;
}
