import type { Reader } from "../db/database.ts";
import { isRefused } from "../domain/refusal.ts";
import type { Refused } from "../domain/refusal.ts";
import { cut, readPaging } from "./paging.ts";
import type { PageQuery } from "./paging.ts";
import type { Page, Stall } from "./product.ts";
import { readStalls, selectStalls } from "./read-stalls.ts";

/** Stalls in the order they were opened; closed ones only for the owner, by `withClosed`. */
export async function listStalls(
  reader: Reader,
  query: PageQuery & { withClosed?: boolean | undefined } = {},
): Promise<Page<Stall> | Refused<"invalid-input">> {
  const paging = readPaging("stl", query);
  if (isRefused(paging)) return paging;
  let rows = selectStalls(reader);
  if (query.withClosed !== true) rows = rows.where("stall.state", "=", "open");
  if (paging.after !== undefined) rows = rows.where("stall.id", ">", paging.after);
  const page = cut(
    await rows
      .orderBy("stall.id")
      .limit(paging.limit + 1)
      .execute(),
    paging.limit,
  );
  return { items: await readStalls(reader, page.items), nextCursor: page.nextCursor };
}
