import type { Tx } from "../db/database.ts";
import { priceToMsat } from "../domain/price.ts";
import { reserveStock } from "./reserve-stock.ts";
import type { RateLookup } from "./price-lines.ts";

/** Why money that came after expiry cannot be used for its order. */
export type NotServable = "late-rate-moved" | "late-sold-out";

const PPM = 1_000_000n;

/**
 * Whether an expired order can still be served for what it cost then: the rate must not have moved against
 * the seller beyond the stall's tolerance, and the stock, set aside again here, must still be there.
 */
export async function isServable(tx: Tx, orderId: string, rateOf: RateLookup): Promise<"yes" | NotServable> {
  if (!(await rateStillHolds(tx, orderId, rateOf))) return "late-rate-moved";
  return (await hasStockAgain(tx, orderId)) ? "yes" : "late-sold-out";
}

/** Sets aside again what was given back when the order ended; false, and nothing set aside, when it is not all there. */
export async function hasStockAgain(tx: Tx, orderId: string): Promise<boolean> {
  const counted = await tx
    .selectFrom("reservation")
    .select(["variant_id", "quantity"])
    .where("order_id", "=", orderId)
    .where("state", "=", "returned")
    .execute();
  const free = await tx
    .selectFrom("stock")
    .select(["variant_id", "on_hand", "reserved"])
    .where("variant_id", "in", counted.length > 0 ? counted.map((row) => row.variant_id) : [""])
    .execute();
  const missing = counted.some(({ variant_id, quantity }) => {
    const stock = free.find((row) => row.variant_id === variant_id);
    return stock === undefined || stock.on_hand - stock.reserved < quantity;
  });
  if (missing) return false;
  await reserveStock(
    tx,
    orderId,
    counted.map((row) => ({ variantId: row.variant_id, quantity: row.quantity })),
  );
  return true;
}

async function rateStillHolds(tx: Tx, orderId: string, rateOf: RateLookup): Promise<boolean> {
  const lines = await tx
    .selectFrom("order_line")
    .innerJoin("orders", "orders.id", "order_line.order_id")
    .innerJoin("stall", "stall.id", "orders.stall_id")
    .where("order_id", "=", orderId)
    .select([
      "order_line.currency",
      "order_line.rate_minor_per_btc",
      "unit_minor",
      "quantity",
      "line_msat",
      "late_tolerance_ppm",
    ])
    .execute();
  let then = 0n;
  let today = 0n;
  for (const line of lines) {
    const rate = line.rate_minor_per_btc === null ? undefined : await rateOf(tx, line.currency);
    const unit = priceToMsat({ currency: line.currency, minor: line.unit_minor }, rate);
    if (unit === undefined) return false;
    then += line.line_msat;
    today += unit * line.quantity;
  }
  const tolerance = lines[0]?.late_tolerance_ppm ?? 0n;
  return then * PPM >= today * (PPM - tolerance);
}
