import type { Reader } from "../db/database.ts";
import { priceToMsat } from "../domain/price.ts";
import type { Currency } from "../domain/price.ts";
import type { Rates, Variant } from "./product.ts";

type Priced = { id: string; currency: Currency; price_minor: bigint };

/** All variants of some products in their order, with what they cost and how many there are, in one query. */
export async function readVariants(
  reader: Reader,
  products: readonly Priced[],
  rates: Rates,
): Promise<ReadonlyMap<string, Variant[]>> {
  const productById = new Map(products.map((product) => [product.id, product]));
  const variants = new Map<string, Variant[]>();
  for (const row of await readRows(reader, [...productById.keys()])) {
    const product = productById.get(row.product_id);
    if (product === undefined) continue;
    const known = variants.get(product.id) ?? [];
    known.push(toVariant(row, product, rates));
    variants.set(product.id, known);
  }
  return variants;
}

async function readRows(reader: Reader, productIds: readonly string[]) {
  if (productIds.length === 0) return [];
  return reader
    .selectFrom("variant")
    .leftJoin("stock", "stock.variant_id", "variant.id")
    .where("variant.product_id", "in", productIds)
    .orderBy("variant.product_id")
    .orderBy("variant.position")
    .orderBy("variant.id")
    .select(["variant.id", "variant.product_id", "variant.title", "variant.price_minor"])
    .select(["stock.on_hand", "stock.reserved"])
    .execute();
}

type Row = { id: string; title: string; price_minor: bigint | null; on_hand: bigint | null; reserved: bigint | null };

function toVariant(row: Row, product: Priced, rates: Rates): Variant {
  const price = { currency: product.currency, minor: row.price_minor ?? product.price_minor };
  const reserved = row.reserved ?? 0n;
  return {
    id: row.id,
    title: row.title,
    price,
    priceMsat: priceToMsat(price, rates.get(price.currency)),
    hasOwnPrice: row.price_minor !== null,
    stock: row.on_hand === null ? null : row.on_hand - reserved,
    reserved,
  };
}
