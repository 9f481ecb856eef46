import { transact } from "../../db/transact.ts";
import { DAY_MS, SECOND_MS } from "../../domain/time.ts";
import { releaseFee, spendFee } from "../fee-budget/end-reservation.ts";
import { postponeIn } from "./postpone.ts";
import type { Sent } from "./send.ts";
import type { Outgoing, Sending } from "./sending.ts";
import { settleOutgoing } from "./settle-outgoing.ts";
import type { SignedTransaction } from "./transaction.ts";

/** What is this deep in the chain has arrived. */
export const DEEP_ENOUGH = 3;
/** A transaction that no block took for so long is shown to a person. */
const STUCK_AFTER_MS = DAY_MS;

/** Others get their turn before it is looked at again, however many wait for blocks. */
const LOOK_AGAIN_MS = 30n * SECOND_MS;

/** Writes down where it is, and says so where somebody should look after it. */
export async function noteOnChain(
  { db, clock }: Sending,
  outgoing: Outgoing,
  signed: SignedTransaction,
  { isPublished, confirmations }: { isPublished: boolean; confirmations: number },
): Promise<Sent> {
  return transact<Sent>(db, async (tx) => {
    const now = clock();
    const publishedAt = signed.published_at_ms ?? (isPublished ? now : null);
    await tx
      .updateTable("outgoing_transaction")
      .set({ published_at_ms: publishedAt, confirmations: BigInt(confirmations), updated_at_ms: now })
      .where("id", "=", signed.id)
      .where("state", "=", "live")
      .execute();
    const isStuck = confirmations === 0 && now - signed.created_at_ms > STUCK_AFTER_MS;
    await tx
      .updateTable("outgoing")
      .set({ reason: isStuck ? "stuck-on-chain" : "", next_try_ms: now + LOOK_AGAIN_MS, updated_at_ms: now })
      .where("id", "=", outgoing.id)
      .where("state", "=", "sending")
      .execute();
    return "waiting";
  });
}

type Arrived = { txid: string; feeMsat: bigint };

/** It is deep enough; whoever comes second with the same news changes nothing. */
export async function finishTransaction(
  deps: Sending,
  outgoing: Outgoing,
  signed: SignedTransaction,
  arrived: Arrived,
): Promise<Sent> {
  return transact<Sent>(deps.db, async (tx) => {
    const now = deps.clock();
    const moved = await tx
      .updateTable("outgoing_transaction")
      .set({
        state: "confirmed",
        confirmed_txid: arrived.txid,
        fee_msat: arrived.feeMsat,
        confirmations: BigInt(DEEP_ENOUGH),
        updated_at_ms: now,
      })
      .where("id", "=", signed.id)
      .where("state", "=", "live")
      .executeTakeFirst();
    if (moved.numUpdatedRows === 0n) return "waiting";
    await spendFee(tx, signed.fee_reservation_id, arrived.feeMsat, now);
    const { feeMsat, txid } = arrived;
    await settleOutgoing(tx, deps, outgoing, { rail: "chain", feeMsat, proof: { txid } });
    return "sent";
  });
}

/** Its coins are spent otherwise for good, so it can never arrive: another may be signed. */
export async function failTransaction(deps: Sending, outgoing: Outgoing, signed: SignedTransaction): Promise<Sent> {
  return transact<Sent>(deps.db, async (tx) => {
    const moved = await tx
      .updateTable("outgoing_transaction")
      .set({ state: "failed", updated_at_ms: deps.clock() })
      .where("id", "=", signed.id)
      .where("state", "=", "live")
      .executeTakeFirst();
    if (moved.numUpdatedRows === 0n) return "waiting";
    await releaseFee(tx, signed.fee_reservation_id);
    return postponeIn(tx, deps, outgoing, "coins-spent");
  });
}
