import type { Reader } from "../db/database.ts";
import { DAY_MS } from "../domain/time.ts";
import { askedOfMints, heldOffline } from "../ecash/on-its-way.ts";
import { leastOf } from "./judge-arrival.ts";
import { standing } from "./standing.ts";

/** How long after expiry a payment may wait for its first block, or its mint's answer; longer, and it would hold the goods for ever. */
const UNANSWERED_FOR_MS = DAY_MS;

export type Waiting = { chargeId: string; nowMs: bigint; isOnChain: boolean };

/**
 * Whether a charge has payments on their way that would make it paid: then depth or disappearance decides of what is on
 * chain, and its mint of e-cash, not the clock. E-cash that is held until its mint can be asked was taken as paying.
 */
export async function awaitsArrival(reader: Reader, { chargeId, nowMs, isOnChain }: Waiting): Promise<boolean> {
  const charge = await reader
    .selectFrom("charge")
    .innerJoin("orders", "orders.id", "charge.order_id")
    .innerJoin("stall", "stall.id", "orders.stall_id")
    .where("charge.id", "=", chargeId)
    .select(["charge.amount_msat", "charge.order_id", "charge.expires_at_ms", "stall.under_tolerance_ppm"])
    .executeTakeFirstOrThrow();
  const isLong = nowMs >= charge.expires_at_ms + UNANSWERED_FOR_MS;
  const coming =
    (isOnChain ? await comingOnChain(reader, chargeId, isLong ? ["mined"] : ["mined", "seen"]) : 0n) +
    (isLong ? 0n : await askedOfMints(reader, chargeId)) +
    (await heldOffline(reader, chargeId));
  if (coming === 0n) return false;
  const there = await standing(reader, { chargeId, orderId: charge.order_id });
  const { amount_msat: amountMsat, under_tolerance_ppm: underTolerancePpm } = charge;
  return there.msat + coming >= leastOf({ amountMsat, underTolerancePpm });
}

async function comingOnChain(reader: Reader, chargeId: string, states: ("mined" | "seen")[]): Promise<bigint> {
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
