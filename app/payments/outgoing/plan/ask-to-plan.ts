import type { By } from "../../../db/append-event.ts";
import type { Db } from "../../../db/database.ts";
import { transact } from "../../../db/transact.ts";
import { newId } from "../../../domain/ids.ts";
import type { Random } from "../../../domain/ids.ts";
import type { Msat } from "../../../domain/money.ts";
import { isRefused, refuse } from "../../../domain/refusal.ts";
import type { Refused } from "../../../domain/refusal.ts";
import type { Clock } from "../../../domain/time.ts";
import { claimIdempotency, findClaimed } from "../../../orders/claim-idempotency.ts";
import type { Idempotency } from "../../../orders/claim-idempotency.ts";
import { askPayoutIn } from "../ask-payout.ts";
import type { PayoutAsked } from "../ask-payout.ts";
import { findPlan } from "./set-plan.ts";

type Asking = { db: Db; clock: Clock; random: Random };

export type PlannedRequest = { stallId: string; amountMsat: Msat; idempotency: Idempotency };

type Refusals = "no-destination" | "destination-on-hold" | "idempotency-key-reused";

/**
 * Asks for a payout to the destination that the stall's people have named by hand. A program that works in a seller's
 * name can say how much and when, never where to. The same key asks once.
 */
export async function askToPlan(
  deps: Asking,
  { stallId, amountMsat, idempotency }: PlannedRequest,
  by: By,
): Promise<PayoutAsked | Refused<Refusals>> {
  return transact(deps.db, async (tx) => {
    const now = deps.clock();
    // A request that was refused has bound no key, and may be sent again.
    const known = await findClaimed(tx, idempotency);
    if (known !== undefined) return isRefused(known) ? known : { kind: "asked", id: known.orderId };
    const plan = await findPlan(tx, stallId);
    if (plan === undefined) return refuse("no-destination");
    if (plan.holds_until_ms > now) return refuse("destination-on-hold");
    const id = newId("out", now, deps.random);
    const destination = { kind: plan.destination_kind, text: plan.destination };
    const asked = await askPayoutIn(tx, deps, { id, stallId, amountMsat, destination, by });
    if (isRefused(asked)) return asked;
    const claimed = await claimIdempotency(tx, idempotency, id, now);
    if (isRefused(claimed) || claimed.orderId !== id) throw new Error("the key was taken while it was used");
    return asked;
  });
}
