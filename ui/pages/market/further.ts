import { Link } from "../../components/link.ts";
import { Pagination } from "../../components/pagination.ts";
import { html } from "../../html.ts";
import type { Slot } from "../../html.ts";
import { usePage } from "../../page.ts";

/** What somebody looks for, as the address says it. */
export interface GoodsQuery {
  search?: string | undefined;
  category?: string | undefined;
  cursor?: string | undefined;
}

/** The address of a page of goods; parts that are left out leave no trace in it. */
export function addressOf(base: string, query: GoodsQuery): string {
  const parts = Object.entries(query).filter(([, value]) => value !== undefined && value !== "");
  return parts.length === 0 ? base : `${base}?${new URLSearchParams(Object.fromEntries(parts)).toString()}`;
}

/** The way on, and from a later page the way back to the first. */
export function Further({
  base,
  query,
  nextCursor,
}: {
  base: string;
  query: GoodsQuery;
  nextCursor: string | null;
}): Slot {
  const { t } = usePage();
  const first =
    query.cursor !== undefined &&
    Link({
      href: addressOf(base, { ...query, cursor: undefined }),
      label: t("market.pages.start"),
      icon: "arrow-left",
    });
  const nextHref = nextCursor === null ? undefined : addressOf(base, { ...query, cursor: nextCursor });
  if (first === false && nextHref === undefined) return undefined;
  return html`<div class="row row-apart">${first}${Pagination({ nextHref })}</div>`;
}
