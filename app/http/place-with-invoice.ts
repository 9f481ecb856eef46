import { setTimeout as wait } from "node:timers/promises";
import { dueOnChain } from "../domain/confirmations.ts";
import { MSAT_PER_SAT, ZERO_MSAT } from "../domain/money.ts";
import type { Msat } from "../domain/money.ts";
import { arriving } from "../domain/receivability.ts";
import { isRefused } from "../domain/refusal.ts";
import type { Refused } from "../domain/refusal.ts";
import { findOrder } from "../orders/find-order.ts";
import type { Order } from "../orders/find-order.ts";
import { place } from "../orders/place.ts";
import type { PlaceRequest } from "../orders/place.ts";
import { openAddress } from "../payments/open-address.ts";
import type { InvoiceIntent } from "../payments/open-charge.ts";
import { noteShortage } from "../payments/receivability/note-shortage.ts";
import { requestInvoice } from "../payments/request-invoice.ts";
import { withArrival } from "./cannot-arrive.ts";
import type { Hub } from "./context.ts";

export type OrderWithInvoice = {
  order: Pick<Order, "id" | "state" | "totalMsat" | "paidMsat" | "refundableMsat" | "charge">;
  key: string;
  /** The idempotency key had placed this order before. */
  isReplay: boolean;
};

/**
 * Places an order and gets its invoice. A repetition answers with the order as it is now; when the node was
 * away the first time, it gets the invoice this time.
 */
export async function placeWithInvoice(hub: Hub, request: PlaceRequest): Promise<OrderWithInvoice | Refused> {
  const placed = await place(hub, request);
  if (isRefused(placed)) return placed;
  const [invoiced, address] = await Promise.all([
    requestInvoice(hub, placed.chargeId, placed.intent),
    addressInTime(hub, placed.chargeId),
    noteWhatIsTooLarge(hub, placed.intent),
  ]);
  if (isRefused(invoiced)) return invoiced;
  const { key, orderId, intent } = placed;
  if (intent !== undefined) {
    const order = justPlaced(intent, invoiced.bolt11, address);
    return { order: await withArrival(hub, order), key, isReplay: false };
  }
  const order = await findOrder(hub.db, orderId);
  if (order === undefined) throw new Error(`order ${orderId} vanished after it was placed`);
  return { order: await withArrival(hub, order), key, isReplay: true };
}

/** A buyer waits no longer than this for a rail that is only one of two; the address comes to the page later. */
const ADDRESS_WITHIN_MS = 2_000;

async function addressInTime(hub: Hub, chargeId: string): Promise<string | undefined> {
  const { chain, log } = hub;
  if (chain === undefined) return undefined;
  const asked = openAddress({ ...hub, chain }, chargeId).then(
    (opened) => (isRefused(opened) ? undefined : opened.address),
    (error: unknown) => {
      log.error({ err: error, charge: chargeId }, "a charge got no address");
      return undefined;
    },
  );
  const over = new AbortController();
  const late = wait(ADDRESS_WITHIN_MS, undefined, { signal: over.signal }).catch(() => undefined);
  return Promise.race([asked, late]).finally(() => over.abort());
}

/** The owner hears of it although the order is placed all the same: it can be paid by other ways, or a little later. */
async function noteWhatIsTooLarge(hub: Hub, intent: InvoiceIntent | undefined): Promise<void> {
  if (intent === undefined || hub.receivable === undefined) return;
  const receivable = await hub.receivable();
  if (arriving(receivable, intent.amountMsat) === "short") await noteShortage(hub, receivable);
}

function amountSatOf(amountMsat: Msat): bigint {
  return dueOnChain(amountMsat, 0n) / MSAT_PER_SAT;
}

/** A new order without reading it again: everything that differs between orders is in the intent. */
function justPlaced(
  { orderId, chargeId, amountMsat, expiresAt, paymentHash }: InvoiceIntent,
  bolt11: string,
  address: string | undefined,
): OrderWithInvoice["order"] {
  return {
    id: orderId,
    state: "open",
    totalMsat: amountMsat,
    paidMsat: ZERO_MSAT,
    refundableMsat: ZERO_MSAT,
    charge: {
      id: chargeId,
      state: "open",
      amountMsat,
      expiresAtMs: expiresAt,
      lightning: { bolt11, paymentHash },
      chain: address === undefined ? undefined : { address, amountSat: amountSatOf(amountMsat), seen: [] },
      heldMsat: ZERO_MSAT,
    },
  };
}
