import { sql } from "kysely";
import type { Reader } from "../db/database.ts";
import { isRefused, refuse } from "../domain/refusal.ts";
import type { Refused } from "../domain/refusal.ts";
import { cut, readPaging } from "./paging.ts";
import type { PageQuery } from "./paging.ts";
import type { Page, ProductSummary, Rates } from "./product.ts";
import { productColumns, readProducts } from "./read-products.ts";
import { searchPatterns } from "./search-terms.ts";
import { UNPRINTABLE } from "./text-rules.ts";

export type ProductQuery = PageQuery & {
  /** Words in any order; every one of them must be in the title or text. */
  search?: string | undefined;
  category?: string | undefined;
};

/** Whose eyes: buyers see what is listed in open stalls, a seller everything in the own stall. */
export type View = { as: "buyer"; stallId?: string | undefined } | { as: "seller"; stallId: string };

/** A page of products, newest first, in three queries. */
export async function queryProducts(
  reader: Reader,
  view: View,
  query: ProductQuery,
  rates: Rates,
): Promise<Page<ProductSummary> | Refused<"invalid-input">> {
  const paging = readPaging("prd", query);
  if (isRefused(paging)) return paging;
  if (query.category !== undefined && UNPRINTABLE.test(query.category)) return refuse("invalid-input", "/category");
  let rows = reader.selectFrom("product").innerJoin("stall", "stall.id", "product.stall_id").select(productColumns);
  if (view.as === "buyer") rows = rows.where("product.state", "=", "listed").where("stall.state", "=", "open");
  if (view.stallId !== undefined) rows = rows.where("product.stall_id", "=", view.stallId);
  if (query.category !== undefined) rows = rows.where("product.category", "=", query.category);
  for (const pattern of searchPatterns(query.search ?? "")) {
    rows = rows.where(sql<boolean>`product.search like ${pattern} escape '\\'`);
  }
  if (paging.after !== undefined) rows = rows.where("product.id", "<", paging.after);
  const page = cut(
    await rows
      .orderBy("product.id", "desc")
      .limit(paging.limit + 1)
      .execute(),
    paging.limit,
  );
  return { items: await readProducts(reader, page.items, rates), nextCursor: page.nextCursor };
}
