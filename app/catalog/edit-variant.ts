import type { By } from "../db/append-event.ts";
import type { Db, Tx } from "../db/database.ts";
import type { Random } from "../domain/ids.ts";
import { refuse } from "../domain/refusal.ts";
import type { Refused } from "../domain/refusal.ts";
import type { UnixMs } from "../domain/time.ts";
import { isSameTitle } from "./add-variant.ts";
import { changeOwnVariant } from "./own-product.ts";
import { priceFrom, variantChanges } from "./product-input.ts";
import { changedFields } from "./record-change.ts";
import { recordProductChange } from "./record-product-change.ts";
import { isInvalid, validate } from "./validate.ts";
import type { Invalid } from "./validate.ts";

type Edited = Promise<{ readonly variantId: string } | Invalid | Refused<"unknown-variant" | "invalid-input">>;

/** Renames or reprices a variant of the seller's own stall; `input` is a `variantChanges`. */
export async function editVariant(
  db: Db,
  stallId: string,
  variantId: string,
  input: unknown,
  now: UnixMs,
  random: Random,
  by?: By,
): Edited {
  const changes = validate(variantChanges, input);
  if (isInvalid(changes)) return changes;
  const { title, price } = changes;
  return changeOwnVariant(db, stallId, variantId, async (tx, product) => {
    if (title !== undefined && !(await tellsApart(tx, product.id, variantId, title)))
      return refuse("invalid-input", "/title");
    const own = price == null ? null : priceFrom(price, product.currency);
    if (own === undefined) return refuse("invalid-input", "/price");
    const fields = changedFields(changes);
    if (fields.length === 0) return { variantId };
    const columns = { title, price_minor: price === undefined ? undefined : (own?.minor ?? null) };
    await tx.updateTable("variant").set(columns).where("id", "=", variantId).execute();
    const body = { variant: variantId, fields };
    await recordProductChange(tx, product, { type: "variant.edited", body }, now, random, by);
    return { variantId };
  });
}

/** A title may be empty only when there is nothing to choose from. */
async function tellsApart(tx: Tx, productId: string, variantId: string, title: string): Promise<boolean> {
  const others = await tx
    .selectFrom("variant")
    .select("title")
    .where("product_id", "=", productId)
    .where("id", "!=", variantId)
    .execute();
  return title === "" ? others.length === 0 : !others.some((other) => isSameTitle(other.title, title));
}
