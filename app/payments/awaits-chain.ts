import type { Reader } from "../db/database.ts";
import { DAY_MS } from "../domain/time.ts";
import { leastOf } from "./judge-arrival.ts";
import { standing } from "./standing.ts";

/** How long after expiry a payment may wait for its first block; longer, and it would hold the goods for ever. */
const UNMINED_FOR_MS = DAY_MS;

/**
 * Whether a charge has a payment on its way on chain that would make it paid: then depth or disappearance decides, not
 * the clock.
 */
export async function awaitsChain(reader: Reader, chargeId: string, nowMs: bigint): Promise<boolean> {
  const charge = await reader
    .selectFrom("charge")
    .innerJoin("orders", "orders.id", "charge.order_id")
    .innerJoin("stall", "stall.id", "orders.stall_id")
    .where("charge.id", "=", chargeId)
    .select(["charge.amount_msat", "charge.order_id", "charge.expires_at_ms", "stall.under_tolerance_ppm"])
    .executeTakeFirstOrThrow();
  const isLong = nowMs >= charge.expires_at_ms + UNMINED_FOR_MS;
  const coming = await comingMsat(reader, chargeId, isLong ? ["mined"] : ["mined", "seen"]);
  if (coming === 0n) return false;
  const there = await standing(reader, { chargeId, orderId: charge.order_id });
  const { amount_msat: amountMsat, under_tolerance_ppm: underTolerancePpm } = charge;
  return there.msat + coming >= leastOf({ amountMsat, underTolerancePpm });
}

async function comingMsat(reader: Reader, chargeId: string, states: ("mined" | "seen")[]): Promise<bigint> {
  const { msat } = await reader
    .selectFrom("chain_output")
    .innerJoin("chain_address", "chain_address.address", "chain_output.address")
    .where("charge_id", "=", chargeId)
    .where("state", "in", states)
    .where("payment_id", "is", null)
    .select((eb) => eb.fn.coalesce(eb.fn.sum<bigint>("amount_msat"), eb.lit(0)).as("msat"))
    .executeTakeFirstOrThrow();
  return msat;
}
