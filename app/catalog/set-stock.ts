import type { By } from "../db/append-event.ts";
import type { Db, Tx } from "../db/database.ts";
import type { Random } from "../domain/ids.ts";
import { refuse } from "../domain/refusal.ts";
import type { Refused } from "../domain/refusal.ts";
import type { UnixMs } from "../domain/time.ts";
import { changeOwnVariant } from "./own-product.ts";
import { stockInput } from "./product-input.ts";
import { recordProductChange } from "./record-product-change.ts";
import { isInvalid, validate } from "./validate.ts";
import type { Invalid } from "./validate.ts";

/** On the shelf now; null when it is not counted. */
export type StockSet = { readonly variantId: string; readonly onHand: bigint | null };

/**
 * Says how many of a variant are on the shelf, or stops counting them (`stockInput`). Never below what open
 * orders have claimed, so that whoever is paying right now gets it.
 */
export async function setStock(
  db: Db,
  stallId: string,
  variantId: string,
  input: unknown,
  now: UnixMs,
  random: Random,
  by?: By,
): Promise<StockSet | Invalid | Refused<"unknown-variant" | "stock-reserved" | "stock-changed">> {
  const wanted = validate(stockInput, input);
  if (isInvalid(wanted)) return wanted;
  const onHand = toBigInt(wanted.stock);
  return changeOwnVariant(db, stallId, variantId, async (tx, product) => {
    const current = await tx.selectFrom("stock").selectAll().where("variant_id", "=", variantId).executeTakeFirst();
    const isAsShown = wanted.expected === undefined || toBigInt(wanted.expected) === (current?.on_hand ?? null);
    if (!isAsShown) return refuse("stock-changed", "/stock");
    // Uncounted stock cannot give back a claim, so a claim must end before counting does.
    if ((current?.reserved ?? 0n) > (onHand ?? 0n)) return refuse("stock-reserved", "/stock");
    await write(tx, variantId, onHand);
    const body = { variant: variantId, onHand: onHand === null ? null : onHand.toString() };
    await recordProductChange(tx, product, { type: "stock.set", body }, now, random, by);
    return { variantId, onHand };
  });
}

async function write(tx: Tx, variantId: string, onHand: bigint | null): Promise<void> {
  if (onHand === null) {
    await tx.deleteFrom("stock").where("variant_id", "=", variantId).execute();
    return;
  }
  await tx
    .insertInto("stock")
    .values({ variant_id: variantId, on_hand: onHand, reserved: 0n })
    .onConflict((conflict) => conflict.column("variant_id").doUpdateSet({ on_hand: onHand }))
    .execute();
}

function toBigInt(count: number | null): bigint | null {
  return count === null ? null : BigInt(count);
}
