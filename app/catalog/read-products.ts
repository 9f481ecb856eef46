import type { Reader } from "../db/database.ts";
import type { ProductKind, ProductState } from "../db/schema.ts";
import type { Picture, ProductSummary, Rates, Variant } from "./product.ts";
import { readPictures } from "./read-pictures.ts";
import { readVariants } from "./read-variants.ts";

/** The columns of a product and its stall that lists show. */
export type ProductRow = {
  id: string;
  stall_id: string;
  stall_slug: string;
  stall_title: string;
  title: string;
  kind: ProductKind;
  category: string;
  currency: string;
  price_minor: bigint;
  state: ProductState;
  created_at_ms: bigint;
  updated_at_ms: bigint;
};

export const productColumns = [
  "product.id",
  "product.stall_id",
  "stall.slug as stall_slug",
  "stall.title as stall_title",
  "product.title",
  "product.kind",
  "product.category",
  "product.currency",
  "product.price_minor",
  "product.state",
  "product.created_at_ms",
  "product.updated_at_ms",
] as const;

/** Completes product rows with variants, stock and pictures: two queries, however many rows there are. */
export async function readProducts(
  reader: Reader,
  rows: readonly ProductRow[],
  rates: Rates,
): Promise<ProductSummary[]> {
  const variants = await readVariants(reader, rows, rates);
  const pictures = await readPictures(
    reader,
    rows.map((row) => row.id),
  );
  return rows.map((row) => toSummary(row, variants.get(row.id) ?? [], pictures.get(row.id) ?? []));
}

function toSummary(row: ProductRow, variants: readonly Variant[], pictures: readonly Picture[]): ProductSummary {
  const [first, ...others] = variants;
  if (first === undefined) throw new Error(`product ${row.id} has no variant`);
  const cheapest = others.reduce(
    (least, variant) => (variant.price.minor < least.price.minor ? variant : least),
    first,
  );
  return {
    id: row.id,
    stallId: row.stall_id,
    stallSlug: row.stall_slug,
    stallTitle: row.stall_title,
    title: row.title,
    kind: row.kind,
    category: row.category,
    price: cheapest.price,
    priceMsat: cheapest.priceMsat,
    hasSeveralPrices: others.some((variant) => variant.price.minor !== first.price.minor),
    stock: stockOf(variants),
    variants,
    pictures,
    state: row.state,
    createdAtMs: row.created_at_ms,
    updatedAtMs: row.updated_at_ms,
  };
}

function stockOf(variants: readonly Variant[]): bigint | null {
  return variants.reduce((sum: bigint | null, { stock }) => (sum === null || stock === null ? null : sum + stock), 0n);
}
