import type { Reader } from "../db/database.ts";
import { isId } from "../domain/ids.ts";
import { refuse } from "../domain/refusal.ts";
import type { Refused } from "../domain/refusal.ts";
import type { Page, ProductSummary, Rates } from "./product.ts";
import { queryProducts } from "./query-products.ts";
import type { ProductQuery } from "./query-products.ts";

/** What buyers find, newest first: listed products of open stalls, of one stall when it is named by its id. */
export async function listProducts(
  reader: Reader,
  query: ProductQuery & { stallId?: string | undefined },
  rates: Rates,
): Promise<Page<ProductSummary> | Refused<"invalid-input" | "unknown-stall">> {
  const { stallId } = query;
  if (stallId !== undefined && !(await isOpen(reader, stallId))) return refuse("unknown-stall", "/stall");
  return queryProducts(reader, { as: "buyer", stallId }, query, rates);
}

async function isOpen(reader: Reader, stallId: string): Promise<boolean> {
  if (!isId("stl", stallId)) return false;
  const stall = await reader
    .selectFrom("stall")
    .select("id")
    .where("id", "=", stallId)
    .where("state", "=", "open")
    .executeTakeFirst();
  return stall !== undefined;
}
