import type { Reader } from "../../db/database.ts";
import type { OutgoingTransactionTable } from "../../db/schema.ts";
import { transact } from "../../db/transact.ts";
import { newId } from "../../domain/ids.ts";
import { isRefused, refuse } from "../../domain/refusal.ts";
import type { Refused } from "../../domain/refusal.ts";
import type { ChainDraft } from "../../gateways/chain/port.ts";
import { reserveExactFee } from "../fee-budget/reserve-fee.ts";
import type { Outgoing, Sending } from "./sending.ts";
import { isStillToBeTried } from "./still-to-be-tried.ts";

export type SignedTransaction = Readonly<OutgoingTransactionTable>;

export async function liveTransaction(reader: Reader, outgoingId: string): Promise<SignedTransaction | undefined> {
  return reader
    .selectFrom("outgoing_transaction")
    .selectAll()
    .where("outgoing_id", "=", outgoingId)
    .where("state", "=", "live")
    .executeTakeFirst();
}

type NotIntended = Refused<"fee-budget-spent" | "fee-budget-too-small" | "chain-fee-too-high" | "already-on-its-way">;

/**
 * Writes the signed transaction, and sets its fee aside, before anybody hears of it. When somebody else was quicker,
 * theirs is the one; when it is not to be sent any more, there is none.
 */
export async function intendTransaction(
  deps: Sending,
  outgoing: Outgoing,
  draft: ChainDraft,
): Promise<SignedTransaction | NotIntended> {
  return transact(deps.db, async (tx) => {
    const now = deps.clock();
    if (!(await isStillToBeTried(tx, outgoing, now))) return refuse("already-on-its-way");
    const live = await liveTransaction(tx, outgoing.id);
    if (live !== undefined) return live;
    const id = newId("otx", now, deps.random);
    const { purpose, amount_msat: amountMsat } = outgoing;
    const fee = await reserveExactFee(tx, { id, purpose, amountMsat, now }, draft.feeMsat);
    if (isRefused(fee)) return fee;
    const row: SignedTransaction = {
      id,
      outgoing_id: outgoing.id,
      txid: draft.txid,
      raw: draft.raw,
      inputs: JSON.stringify(draft.inputs),
      from_height: BigInt(draft.fromHeight),
      fee_msat: draft.feeMsat,
      fee_reservation_id: id,
      state: "live",
      confirmed_txid: null,
      confirmations: 0n,
      published_at_ms: null,
      created_at_ms: now,
      updated_at_ms: now,
    };
    await tx.insertInto("outgoing_transaction").values(row).execute();
    return row;
  });
}
