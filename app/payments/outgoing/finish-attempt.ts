import { transact } from "../../db/transact.ts";
import type { OutgoingPayment } from "../../gateways/lightning/port.ts";
import { releaseFee, spendFee } from "../fee-budget/end-reservation.ts";
import type { Attempt } from "./attempt.ts";
import { postponeIn } from "./postpone.ts";
import type { Sent } from "./send.ts";
import type { Outgoing, Sending } from "./sending.ts";
import { settleOutgoing } from "./settle-outgoing.ts";

/** Writes down what the node says of an attempt; whoever comes second with the same news changes nothing. */
export async function finishAttempt(
  deps: Sending,
  outgoing: Outgoing,
  attempt: Attempt,
  outcome: OutgoingPayment,
): Promise<Sent> {
  if (outcome.state === "pending") return "waiting";
  return transact(deps.db, async (tx) => {
    const now = deps.clock();
    const fee = outcome.state === "confirmed" ? outcome.feeMsat : null;
    const reason = outcome.state === "failed" ? outcome.reason : "";
    const moved = await tx
      .updateTable("outgoing_attempt")
      .set({ state: outcome.state, fee_msat: fee, reason, updated_at_ms: now })
      .where("id", "=", attempt.id)
      // Whoever was asked long ago may have paid after somebody else gave it up: money that left is always written down.
      .where("state", "in", outcome.state === "confirmed" ? ["live", "failed"] : ["live"])
      .returning("fee_reservation_id")
      .executeTakeFirst();
    if (moved === undefined) return "waiting";
    if (outcome.state === "failed") {
      await releaseFee(tx, moved.fee_reservation_id);
      return postponeIn(tx, deps, outgoing, outcome.reason);
    }
    await spendFee(tx, moved.fee_reservation_id, outcome.feeMsat, now);
    const { feeMsat, paymentHash } = outcome;
    await settleOutgoing(tx, deps, outgoing, { rail: "lightning", feeMsat, proof: { paymentHash } });
    return "sent";
  });
}
