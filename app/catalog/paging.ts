import { isId } from "../domain/ids.ts";
import type { IdPrefix } from "../domain/ids.ts";
import { refuse } from "../domain/refusal.ts";
import type { Refused } from "../domain/refusal.ts";
import type { Page } from "./product.ts";

const MAX_PAGE = 100;
const DEFAULT_PAGE = 24;

export type PageQuery = {
  /** `nextCursor` of the page before. */
  cursor?: string | undefined;
  /** 1 to 100; 24 when left out. */
  limit?: number | undefined;
};

/** Keyset paging: a page begins after the id that its cursor names, so rows that come or go shift nothing. */
export function readPaging(
  prefix: IdPrefix,
  query: PageQuery,
): { after: string | undefined; limit: number } | Refused<"invalid-input"> {
  const { cursor: after, limit = DEFAULT_PAGE } = query;
  if (after !== undefined && !isId(prefix, after)) return refuse("invalid-input", "/cursor");
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_PAGE) return refuse("invalid-input", "/limit");
  return { after, limit };
}

/** Makes a page of rows that were read with one row more than asked, which tells whether there is a next one. */
export function cut<Row extends { id: string }>(rows: readonly Row[], limit: number): Page<Row> {
  const items = rows.slice(0, limit);
  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}
