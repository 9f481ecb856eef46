import type { By } from "../../../db/append-event.ts";
import type { Db, Tx } from "../../../db/database.ts";
import { transact } from "../../../db/transact.ts";
import { newId } from "../../../domain/ids.ts";
import type { Random } from "../../../domain/ids.ts";
import type { Msat } from "../../../domain/money.ts";
import { isRefused, refuse } from "../../../domain/refusal.ts";
import type { Refused } from "../../../domain/refusal.ts";
import type { Clock, UnixMs } from "../../../domain/time.ts";
import type { Destination } from "../../../gateways/payee/port.ts";
import { claimIdempotency, findClaimed } from "../../../orders/claim-idempotency.ts";
import type { Idempotency } from "../../../orders/claim-idempotency.ts";
import type { RefuseToken } from "../../make-token.ts";
import { askPayoutIn } from "../ask-payout.ts";
import type { PayoutAsked } from "../ask-payout.ts";
import { findPlan } from "./set-plan.ts";

type Asking = { db: Db; clock: Clock; random: Random; refuseToken?: RefuseToken | undefined };

export type PlannedRequest = {
  stallId: string;
  amountMsat: Msat;
  /** A token instead, which the stall's people see at its desk, and no program. */
  as?: "ecash" | undefined;
  idempotency: Idempotency;
};

type Refusals = "no-destination" | "destination-on-hold" | "idempotency-key-reused";

/**
 * Asks for a payout to the destination that the stall's people have named by hand, or as a token for them. A program
 * that works in a seller's name can say how much and when, never where to. The same key asks once.
 */
export async function askToPlan(
  deps: Asking,
  { stallId, amountMsat, as, idempotency }: PlannedRequest,
  by: By,
): Promise<PayoutAsked | Refused<Refusals>> {
  return transact(deps.db, async (tx) => {
    const now = deps.clock();
    // A request that was refused has bound no key, and may be sent again.
    const known = await findClaimed(tx, idempotency);
    if (known !== undefined) return isRefused(known) ? known : { kind: "asked", id: known.orderId };
    const destination = as === "ecash" ? TOKEN : await namedDestination(tx, stallId, now);
    if (isRefused(destination)) return destination;
    const id = newId("out", now, deps.random);
    const asked = await askPayoutIn(tx, deps, { id, stallId, amountMsat, destination, by });
    if (isRefused(asked)) return asked;
    const claimed = await claimIdempotency(tx, idempotency, id, now);
    if (isRefused(claimed) || claimed.orderId !== id) throw new Error("the key was taken while it was used");
    return asked;
  });
}

/** For whoever sees it: the key of a wallet would say where to. */
const TOKEN: Destination = { kind: "ecash", text: "" };

async function namedDestination(
  tx: Tx,
  stallId: string,
  now: UnixMs,
): Promise<Destination | Refused<"no-destination" | "destination-on-hold">> {
  const plan = await findPlan(tx, stallId);
  if (plan === undefined) return refuse("no-destination");
  if (plan.holds_until_ms > now) return refuse("destination-on-hold");
  return { kind: plan.destination_kind, text: plan.destination };
}
