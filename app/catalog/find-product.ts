import type { Reader } from "../db/database.ts";
import { isId } from "../domain/ids.ts";
import { refuse } from "../domain/refusal.ts";
import type { Refused } from "../domain/refusal.ts";
import type { Product, Rates } from "./product.ts";
import type { View } from "./query-products.ts";
import { productColumns, readProducts } from "./read-products.ts";

type Found = Promise<Product | Refused<"unknown-product">>;

/** A product that buyers can see, with its text, variants, stock and pictures, in three queries. */
export function findProduct(reader: Reader, productId: string, rates: Rates): Found {
  return find(reader, { as: "buyer" }, productId, rates);
}

/** A product of the seller's own stall, hidden or not. */
export function findOwnProduct(reader: Reader, stallId: string, productId: string, rates: Rates): Found {
  return find(reader, { as: "seller", stallId }, productId, rates);
}

async function find(reader: Reader, view: View, productId: string, rates: Rates): Found {
  const row = isId("prd", productId) ? await readRow(reader, view, productId) : undefined;
  if (row === undefined) return refuse("unknown-product");
  const [summary] = await readProducts(reader, [row], rates);
  if (summary === undefined) throw new Error(`product ${productId} vanished while it was read`);
  return { ...summary, text: row.text, basePrice: { currency: row.currency, minor: row.price_minor } };
}

async function readRow(reader: Reader, view: View, productId: string) {
  let rows = reader
    .selectFrom("product")
    .innerJoin("stall", "stall.id", "product.stall_id")
    .where("product.id", "=", productId)
    .select(productColumns)
    .select("product.text");
  if (view.as === "seller") rows = rows.where("product.stall_id", "=", view.stallId);
  else rows = rows.where("product.state", "=", "listed").where("stall.state", "=", "open");
  return rows.executeTakeFirst();
}
