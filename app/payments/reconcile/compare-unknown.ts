import type { Reader } from "../../db/database.ts";
import type { OutgoingPayment } from "../../gateways/lightning/port.ts";
import type { Looked } from "./difference.ts";

type Confirmed = Extract<OutgoingPayment, { state: "confirmed" }>;

/**
 * Payments that the node made and of which the books know nothing, after these came back from a backup. One that is as
 * large as something that waits to be sent looks like it: it is named, so that nobody sends it once again unasked. The
 * rest may be lost payouts, or of whoever else works with the node.
 */
export async function compareUnknown(reader: Reader, told: readonly OutgoingPayment[]): Promise<Looked[]> {
  const made = told.filter((payment): payment is Confirmed => payment.state === "confirmed");
  const known = await knownHashes(reader, made);
  const waiting = await waitingOverLightning(reader);
  const looked: Looked[] = [];
  for (const { paymentHash: subject, amountMsat: nodeMsat } of made.filter((each) => !known.has(each.paymentHash))) {
    const place = waiting.findIndex(({ amount_msat }) => amount_msat === nodeMsat);
    const [like] = place < 0 ? [] : waiting.splice(place, 1);
    const outgoing =
      like === undefined ? {} : { outgoingId: like.id, ...(like.order_id && { orderId: like.order_id }) };
    looked.push({
      subject,
      differences: [{ kind: "payment-unknown", subject, bookedMsat: 0n, nodeMsat, ...outgoing }],
    });
  }
  return looked;
}

async function knownHashes(reader: Reader, made: readonly Confirmed[]): Promise<ReadonlySet<string>> {
  if (made.length === 0) return new Set();
  const rows = await reader
    .selectFrom("outgoing_attempt")
    .select("payment_hash")
    .where(
      "payment_hash",
      "in",
      made.map(({ paymentHash }) => paymentHash),
    )
    .execute();
  return new Set(rows.map(({ payment_hash }) => payment_hash));
}

/** Without those that a finding names already: two payments of one amount are two. */
async function waitingOverLightning(reader: Reader) {
  const named = reader
    .selectFrom("finding")
    .select("outgoing_id")
    .where("kind", "=", "payment-unknown")
    .where("state", "=", "open")
    .where("outgoing_id", "is not", null);
  return reader
    .selectFrom("outgoing")
    .select(["id", "order_id", "amount_msat"])
    .where("state", "in", ["asked", "ready", "sending"])
    .where("destination_kind", "not in", ["chain", "ecash", "by-hand"])
    .where("id", "not in", named)
    .orderBy("id")
    .execute();
}
