import type { Tx } from "../db/database.ts";
import type { LatePolicy, PaymentRail, PaymentUse } from "../db/schema.ts";
import { excessOf } from "../domain/allocation.ts";
import type { ChargeState, OrderState } from "../domain/order-state.ts";
import { hasStockAgain, isServable } from "../orders/is-servable.ts";
import type { RateLookup } from "../orders/price-lines.ts";
import { standing } from "./standing.ts";
import type { Standing } from "./standing.ts";

/** What money arrives for, with what its stall says about odd payments. */
export type Target = {
  chargeId: string;
  chargeState: ChargeState;
  amountMsat: bigint;
  orderId: string;
  orderState: OrderState;
  latePolicy: LatePolicy;
  underTolerancePpm: bigint;
};

/** What becomes of it, why, and how much of this payment the order has no use for. */
export type Verdict = { use: PaymentUse; reason: string; refundableMsat: bigint };

type Came = { rail: PaymentRail; amountMsat: bigint };

const PPM = 1_000_000n;

/**
 * Decides what money is for. While the order is open, payments of all rails add up; once enough is there, the order is
 * paid. Money after expiry is judged by itself: earlier parts may already be on their way back.
 */
export async function judgeArrival(tx: Tx, rateOf: RateLookup, target: Target, came: Came): Promise<Verdict> {
  const { chargeState, orderState } = target;
  const { amountMsat } = came;
  if (chargeState === "open" && orderState === "open") return inTime(target, came, await standing(tx, target));
  if (chargeState !== "expired" || orderState !== "expired")
    return {
      use: "refundable",
      reason: chargeState === "paid" ? "paid-twice" : "order-ended",
      refundableMsat: amountMsat,
    };
  if (amountMsat < leastOf(target)) return { use: "refundable", reason: "late-part", refundableMsat: amountMsat };
  const late = await judgeLate(tx, rateOf, target);
  if (late !== "late") return { use: "refundable", reason: late, refundableMsat: amountMsat };
  return { use: "order", reason: late, refundableMsat: over(target, amountMsat, came.rail === "chain") };
}

function inTime(target: Target, { rail, amountMsat }: Came, earlier: Standing): Verdict {
  const sum = earlier.msat + amountMsat;
  if (sum < leastOf(target)) return { use: "part", reason: "underpaid", refundableMsat: 0n };
  const excess = over(target, sum, rail === "chain" || earlier.hasChainPayment);
  if (sum < target.amountMsat) return { use: "order", reason: "within-tolerance", refundableMsat: 0n };
  return { use: "order", reason: excess > 0n ? "overpaid" : "exact", refundableMsat: excess };
}

/** The least with which the stall is content, in msat. */
export function leastOf({ amountMsat, underTolerancePpm }: Pick<Target, "amountMsat" | "underTolerancePpm">): bigint {
  return (amountMsat * (PPM - underTolerancePpm)) / PPM;
}

async function judgeLate(tx: Tx, rateOf: RateLookup, { latePolicy, orderId }: Target): Promise<string> {
  if (latePolicy === "refund") return "late-refused";
  if (latePolicy === "settle") return (await hasStockAgain(tx, orderId)) ? "late" : "late-sold-out";
  const servable = await isServable(tx, orderId, rateOf);
  return servable === "yes" ? "late" : servable;
}

function over({ amountMsat: totalMsat }: Target, receivedMsat: bigint, hasChainPayment: boolean): bigint {
  return excessOf({ receivedMsat, totalMsat, hasChainPayment });
}
