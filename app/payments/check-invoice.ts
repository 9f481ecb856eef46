import type { LightningInvoiceState } from "../db/schema.ts";
import type { Invoice, LightningReceiver } from "../gateways/lightning/port.ts";
import { observeSettlement } from "./observe-settlement.ts";
import type { Observing } from "./observe-settlement.ts";

/** What the node says of one invoice, after the hub's own rows have been brought in line with it. */
export async function checkInvoice(
  deps: Observing,
  node: LightningReceiver,
  paymentHash: string,
): Promise<Invoice["state"] | "unknown"> {
  const invoice = await node.findInvoice(paymentHash);
  if (invoice?.state === "settled") {
    const { receivedMsat, settleIndex } = invoice;
    await observeSettlement(deps, {
      paymentHash,
      receivedMsat,
      settleIndex,
      settledAtMs: invoice.settledAtMs ?? deps.clock(),
    });
  }
  if (invoice?.state === "cancelled") await leaveWatched(deps, paymentHash, "cancelled");
  return invoice?.state ?? "unknown";
}

async function leaveWatched(
  { db, clock }: Observing,
  paymentHash: string,
  state: LightningInvoiceState,
): Promise<void> {
  await db
    .updateTable("lightning_invoice")
    .set({ state, updated_at_ms: clock() })
    .where("payment_hash", "=", paymentHash)
    .where("state", "in", ["intended", "open"])
    .execute();
}
