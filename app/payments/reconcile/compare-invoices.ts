import type { Reader } from "../../db/database.ts";
import type { LightningReceiver } from "../../gateways/lightning/port.ts";
import type { Looked } from "./difference.ts";

/** What the books have of invoices: who paid them is an order's payment, or nobody. */
type Booked = { payment_hash: string; order_id: string; amount_msat: bigint | null };

/** Invoices of ours, each as the node says and as the books say. */
export async function compareInvoices(
  reader: Reader,
  node: LightningReceiver,
  hashes: readonly string[],
): Promise<Looked[]> {
  const looked: Looked[] = [];
  for (const booked of await bookedFor(reader, hashes)) {
    const invoice = await node.findInvoice(booked.payment_hash);
    const nodeMsat = invoice?.state === "settled" ? invoice.receivedMsat : 0n;
    looked.push(compareInvoice(booked, nodeMsat));
  }
  return looked;
}

/** The same for settlements that the node has told already; those of nobody here are left out. */
export async function compareSettlements(
  reader: Reader,
  settlements: readonly { paymentHash: string; receivedMsat: bigint }[],
): Promise<Looked[]> {
  const received = new Map(settlements.map(({ paymentHash, receivedMsat }) => [paymentHash, receivedMsat]));
  const booked = await bookedFor(reader, [...received.keys()]);
  return booked.map((each) => compareInvoice(each, received.get(each.payment_hash) ?? 0n));
}

function compareInvoice({ payment_hash: subject, order_id: orderId, amount_msat }: Booked, nodeMsat: bigint): Looked {
  const bookedMsat = amount_msat ?? 0n;
  if (bookedMsat === nodeMsat) return { subject, differences: [] };
  const kind = nodeMsat === 0n ? "invoice-missing" : bookedMsat === 0n ? "invoice-unbooked" : "invoice-differs";
  return { subject, differences: [{ kind, subject, bookedMsat, nodeMsat, orderId }] };
}

async function bookedFor(reader: Reader, hashes: readonly string[]): Promise<Booked[]> {
  if (hashes.length === 0) return [];
  return reader
    .selectFrom("lightning_invoice")
    .innerJoin("charge", "charge.id", "lightning_invoice.charge_id")
    .leftJoin("payment", (join) =>
      join.onRef("payment.reference", "=", "lightning_invoice.payment_hash").on("payment.rail", "=", "lightning"),
    )
    .where("payment_hash", "in", hashes)
    .select(["payment_hash", "charge.order_id", "payment.amount_msat"])
    .execute();
}
