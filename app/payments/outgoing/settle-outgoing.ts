import { appendEvent } from "../../db/append-event.ts";
import type { Tx } from "../../db/database.ts";
import type { PaymentRail } from "../../db/schema.ts";
import { newId } from "../../domain/ids.ts";
import { bookSent } from "./book-outgoing.ts";
import type { Outgoing, Sending } from "./sending.ts";

/** How it left, and by what whoever got it can be shown so. */
export type Left = {
  rail: PaymentRail;
  feeMsat: bigint;
  proof: { paymentHash: string } | { txid: string } | { token: string };
};

/** Money has left for good: the request is done and the books say so. Once, or the transaction around it fails. */
export async function settleOutgoing(
  tx: Tx,
  { clock, random }: Sending,
  outgoing: Outgoing,
  { rail, feeMsat, proof }: Left,
): Promise<void> {
  const now = clock();
  const moved = await tx
    .updateTable("outgoing")
    .set({ state: "sent", reason: "", updated_at_ms: now })
    .where("id", "=", outgoing.id)
    .where("state", "in", ["sending", "ready"])
    .executeTakeFirst();
  if (moved.numUpdatedRows === 0n) throw new Error(`${outgoing.id} was sent while it was not on its way`);
  await bookSent(tx, { random, now }, outgoing, { rail, feeMsat });
  await appendEvent(tx, {
    id: newId("evt", now, random),
    stream: outgoing.order_id ?? outgoing.stall_id,
    type: `${outgoing.purpose}.sent`,
    atMs: now,
    body: {
      outgoing: outgoing.id,
      amountMsat: outgoing.amount_msat.toString(),
      feeMsat: feeMsat.toString(),
      ...proof,
    },
  });
}
