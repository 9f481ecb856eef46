import type { Reader } from "../db/database.ts";
import type { Refused } from "../domain/refusal.ts";
import type { Page, ProductSummary, Rates } from "./product.ts";
import { queryProducts } from "./query-products.ts";
import type { ProductQuery } from "./query-products.ts";

/** Everything in the seller's own stall, hidden or not, newest first. */
export function listOwnProducts(
  reader: Reader,
  stallId: string,
  query: ProductQuery,
  rates: Rates,
): Promise<Page<ProductSummary> | Refused<"invalid-input">> {
  return queryProducts(reader, { as: "seller", stallId }, query, rates);
}
