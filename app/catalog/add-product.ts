import type { z } from "zod";
import type { By } from "../db/append-event.ts";
import type { Db, Tx } from "../db/database.ts";
import { transact } from "../db/transact.ts";
import { newId } from "../domain/ids.ts";
import type { Random } from "../domain/ids.ts";
import { refuse } from "../domain/refusal.ts";
import type { Refused } from "../domain/refusal.ts";
import type { UnixMs } from "../domain/time.ts";
import { insertVariant } from "./insert-variant.ts";
import { priceFrom, productInput } from "./product-input.ts";
import { recordChange } from "./record-change.ts";
import { searchText } from "./search-terms.ts";
import { isInvalid, validate } from "./validate.ts";
import type { Invalid } from "./validate.ts";

/** `variantIds` are in the order of the input. */
export type AddedProduct = { readonly productId: string; readonly variantIds: readonly string[] };

type Added = Promise<AddedProduct | Invalid | Refused<"unknown-stall">>;

/** Puts a product with its variants and their stock into a stall; `input` is a `ProductInput` and is checked here. */
export async function addProduct(db: Db, stallId: string, input: unknown, now: UnixMs, random: Random, by?: By): Added {
  return transact(db, (tx) => insertProduct(tx, stallId, input, now, random, by));
}

/** The same within a transaction of the caller's. */
export async function insertProduct(
  tx: Tx,
  stallId: string,
  input: unknown,
  now: UnixMs,
  random: Random,
  by?: By,
): Added {
  const product = validate(productInput, input);
  if (isInvalid(product)) return product;
  const stall = await tx.selectFrom("stall").select("id").where("id", "=", stallId).executeTakeFirst();
  if (stall === undefined) return refuse("unknown-stall");
  const id = newId("prd", now, random);
  await tx
    .insertInto("product")
    .values({ id, stall_id: stallId, ...columns(product, now) })
    .execute();
  const variantIds: string[] = [];
  for (const [index, { title, price, stock }] of product.variants.entries()) {
    const own = price == null ? undefined : priceFrom(price, product.price.currency);
    const variant = { productId: id, title, position: BigInt(index), priceMinor: own?.minor ?? null };
    variantIds.push(await insertVariant(tx, { ...variant, stock: stock ?? null }, now, random));
  }
  await recordChange(tx, { stallId, type: "product.added", body: { product: id } }, now, random, by);
  return { productId: id, variantIds };
}

function columns({ title, text, kind, category, price, state }: z.output<typeof productInput>, now: UnixMs) {
  return {
    title,
    text,
    search: searchText(title, text),
    kind,
    category,
    currency: price.currency,
    price_minor: price.minor,
    state,
    version: 1n,
    created_at_ms: now,
    updated_at_ms: now,
  };
}
