import { NotApplied } from "../../domain/outcome.ts";
import { assertHex32 } from "./invoice-request.ts";
import { reading } from "./lnd-call.ts";
import type { LndConnection, LndServices } from "./lnd-connection.ts";
import { toInvoice, toSettlement } from "./lnd-messages.ts";
import { eachMessage } from "./lnd-stream.ts";
import type { Invoice, Settlement } from "./port.ts";

/** Reads LND's streams for one macaroon. */
export interface Watcher {
  connection: LndConnection;
  services: () => LndServices;
}

/**
 * Reports settlements from the caller's cursor on, until the signal aborts or the stream breaks.
 *
 * The package's own subscription restarts by itself from a cursor that an unpaid invoice sets back to
 * zero, and so skips what was settled in between; here the caller's cursor is the only one.
 */
export async function watchSettlements(
  { connection, services }: Watcher,
  afterSettleIndex: bigint,
  onSettled: (settlement: Settlement) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const { default: lightning } = services();
  const open = () => lightning.subscribeInvoices({ add_index: "0", settle_index: afterSettleIndex.toString() });
  const end = await reading("stream settlements", () =>
    eachMessage(connection, { open, signal }, async (message) => {
      // New invoices come on the same stream.
      if (message.state === "SETTLED") await onSettled(toSettlement(message));
    }),
  );
  if (end === "ended") throw new NotApplied("LND ended the stream of settlements");
}

/** Reports the states of one invoice; LND's stream of all invoices tells neither of held nor of cancelled ones. */
export async function watchHold(
  { connection, services }: Watcher,
  paymentHash: string,
  onChange: (invoice: Invoice) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  assertHex32("payment hash", paymentHash);
  const { invoices } = services();
  const open = () => invoices.subscribeSingleInvoice({ r_hash: Buffer.from(paymentHash, "hex") });
  let last: Invoice["state"] | undefined;
  const end = await reading("stream an invoice", () =>
    eachMessage(connection, { open, signal }, async (message) => {
      const invoice = toInvoice(message);
      last = invoice.state;
      await onChange(invoice);
    }),
  );
  if (end === "ended" && last !== "settled" && last !== "cancelled")
    throw new NotApplied("LND ended the stream of an invoice");
}
