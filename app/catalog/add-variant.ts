import type { By } from "../db/append-event.ts";
import type { Db } from "../db/database.ts";
import type { Random } from "../domain/ids.ts";
import { refuse } from "../domain/refusal.ts";
import type { Refused } from "../domain/refusal.ts";
import type { UnixMs } from "../domain/time.ts";
import { insertVariant } from "./insert-variant.ts";
import { nextPosition } from "./next-position.ts";
import { changeOwnProduct } from "./own-product.ts";
import { MAX_VARIANTS, priceFrom, variantInput } from "./product-input.ts";
import { recordProductChange } from "./record-product-change.ts";
import { isInvalid, validate } from "./validate.ts";
import type { Invalid } from "./validate.ts";

type Added = Promise<
  | { readonly variantId: string }
  | Invalid
  | Refused<"unknown-product" | "too-many-variants" | "variant-unnamed" | "invalid-input">
>;

/** Adds a choice at the end of a product's variants; `input` is a `variantInput`. */
export async function addVariant(
  db: Db,
  stallId: string,
  productId: string,
  input: unknown,
  now: UnixMs,
  random: Random,
  by?: By,
): Added {
  const variant = validate(variantInput, input);
  if (isInvalid(variant)) return variant;
  return changeOwnProduct(db, stallId, productId, async (tx, product) => {
    const others = await tx
      .selectFrom("variant")
      .select(["title", "position"])
      .where("product_id", "=", productId)
      .execute();
    if (others.length >= MAX_VARIANTS) return refuse("too-many-variants");
    if (others.some(({ title }) => title === "")) return refuse("variant-unnamed");
    if (others.some(({ title }) => isSameTitle(title, variant.title))) return refuse("invalid-input", "/title");
    const price = variant.price == null ? null : priceFrom(variant.price, product.currency);
    if (price === undefined) return refuse("invalid-input", "/price");
    const row = {
      productId,
      title: variant.title,
      position: nextPosition(others),
      priceMinor: price?.minor ?? null,
      stock: variant.stock ?? null,
    };
    const variantId = await insertVariant(tx, row, now, random);
    const body = { product: productId, variant: variantId };
    await recordProductChange(tx, product, { type: "variant.added", body }, now, random, by);
    return { variantId };
  });
}

export function isSameTitle(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}
