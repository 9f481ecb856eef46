import type { Reader } from "../../db/database.ts";
import type { LightningPayer, OutgoingPayment } from "../../gateways/lightning/port.ts";
import { compareLeft } from "./difference.ts";
import type { Looked } from "./difference.ts";

type Booked = {
  payment_hash: string;
  outgoing_id: string;
  order_id: string | null;
  state: "live" | "confirmed" | "failed";
  amount_msat: bigint;
  fee_msat: bigint | null;
  updated_at_ms: bigint;
};

/** Payments of ours, each as the node says and as the books say. */
export async function comparePayments(
  reader: Reader,
  payer: LightningPayer,
  hashes: readonly string[],
): Promise<Looked[]> {
  const looked: Looked[] = [];
  for (const booked of await bookedFor(reader, hashes))
    looked.push(comparePayment(booked, await payer.findPayment(booked.payment_hash)));
  return looked;
}

/**
 * The same for payments that the node has told already; those that somebody else made with it are left out, and those
 * that were tried since `until`, because their answer may be on its way.
 */
export async function compareTold(reader: Reader, told: readonly OutgoingPayment[], until: bigint): Promise<Looked[]> {
  const byHash = new Map(told.map((payment) => [payment.paymentHash ?? "", payment]));
  const booked = await bookedFor(reader, [...byHash.keys()]);
  return booked
    .filter(({ updated_at_ms }) => updated_at_ms < until)
    .map((each) => comparePayment(each, byHash.get(each.payment_hash)));
}

/** One that is on its way is neither here nor there yet; its own sweep ends it. */
function comparePayment(booked: Booked, told: OutgoingPayment | undefined): Looked {
  const { payment_hash: subject, outgoing_id, order_id } = booked;
  if (told?.state === "pending") return { subject, differences: [] };
  const nodeMsat = told?.state === "confirmed" ? told.amountMsat + told.feeMsat : 0n;
  const bookedMsat = booked.state === "confirmed" ? booked.amount_msat + (booked.fee_msat ?? 0n) : 0n;
  return compareLeft({ subject, outgoing_id, order_id, bookedMsat, nodeMsat });
}

async function bookedFor(reader: Reader, hashes: readonly string[]): Promise<Booked[]> {
  if (hashes.length === 0) return [];
  return reader
    .selectFrom("outgoing_attempt")
    .innerJoin("outgoing", "outgoing.id", "outgoing_attempt.outgoing_id")
    .where("payment_hash", "in", hashes)
    .select(["payment_hash", "outgoing_id", "outgoing.order_id", "outgoing_attempt.state", "outgoing.amount_msat"])
    .select(["fee_msat", "outgoing_attempt.updated_at_ms"])
    .execute();
}
