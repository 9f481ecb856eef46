import type { z } from "zod";
import type { By } from "../db/append-event.ts";
import type { Db, Tx } from "../db/database.ts";
import type { ProductTable } from "../db/schema.ts";
import type { Random } from "../domain/ids.ts";
import { refuse } from "../domain/refusal.ts";
import type { Refused } from "../domain/refusal.ts";
import type { UnixMs } from "../domain/time.ts";
import { changeOwnProduct } from "./own-product.ts";
import { productChanges } from "./product-input.ts";
import { changedFields } from "./record-change.ts";
import { recordProductChange } from "./record-product-change.ts";
import { searchText } from "./search-terms.ts";
import { isInvalid, validate } from "./validate.ts";
import type { Invalid } from "./validate.ts";

type Edited = Promise<{ readonly productId: string } | Invalid | Refused<"unknown-product" | "variants-priced">>;

/** Changes a product of the seller's own stall; `input` is a `productChanges`. Orders keep what they were placed at. */
export async function editProduct(
  db: Db,
  stallId: string,
  productId: string,
  input: unknown,
  now: UnixMs,
  random: Random,
  by?: By,
): Edited {
  const changes = validate(productChanges, input);
  if (isInvalid(changes)) return changes;
  return changeOwnProduct(db, stallId, productId, async (tx, product) => {
    if (await wouldMisreadPrices(tx, product, changes)) return refuse("variants-priced", "/price/currency");
    const fields = changedFields(changes);
    if (fields.length === 0) return { productId };
    await tx.updateTable("product").set(columns(product, changes)).where("id", "=", productId).execute();
    const body = { product: productId, fields };
    await recordProductChange(tx, product, { type: "product.edited", body }, now, random, by);
    return { productId };
  });
}

type Changes = z.output<typeof productChanges>;

/** A variant's own price is in the product's currency: 5,000 won must not turn into 5,000 cents. */
async function wouldMisreadPrices(tx: Tx, product: ProductTable, { price }: Changes): Promise<boolean> {
  if (price === undefined || price.currency === product.currency) return false;
  const priced = await tx
    .selectFrom("variant")
    .select("id")
    .where("product_id", "=", product.id)
    .where("price_minor", "is not", null)
    .executeTakeFirst();
  return priced !== undefined;
}

function columns(product: ProductTable, { price, ...texts }: Changes) {
  return {
    ...texts,
    search: searchText(texts.title ?? product.title, texts.text ?? product.text),
    currency: price?.currency,
    price_minor: price?.minor,
  };
}
