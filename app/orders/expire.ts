import type { Db } from "../db/database.ts";
import { transact } from "../db/transact.ts";
import { transition } from "../db/transition.ts";
import { newId } from "../domain/ids.ts";
import { NotApplied, OutcomeUnknown } from "../domain/outcome.ts";
import type { LightningReceiver } from "../gateways/lightning/port.ts";
import { checkInvoice } from "../payments/check-invoice.ts";
import type { Observing } from "../payments/observe-settlement.ts";
import { rebook } from "../payments/rebook.ts";
import { returnStock } from "./settle-stock.ts";

type Due = { id: string; order_id: string };

const BATCH = 100;

/**
 * Ends orders whose price has run out. The node is asked about each invoice first, so that an order paid
 * in the last moment is paid, not expired; while the node is away nothing expires. Answers how many ended.
 */
export async function expireDue(deps: Observing, node: LightningReceiver): Promise<number> {
  let expired = 0;
  for (const charge of await due(deps.db, deps.clock())) {
    try {
      if (await isPaidAfterAll(deps, node, charge)) continue;
    } catch (error) {
      if (error instanceof NotApplied || error instanceof OutcomeUnknown) return expired;
      throw error;
    }
    if (await expire(deps, charge)) expired += 1;
  }
  return expired;
}

async function due(db: Db, nowMs: bigint): Promise<Due[]> {
  return db
    .selectFrom("charge")
    .select(["id", "order_id"])
    .where("state", "=", "open")
    .where("expires_at_ms", "<=", nowMs)
    .orderBy("expires_at_ms")
    .limit(BATCH)
    .execute();
}

async function isPaidAfterAll(deps: Observing, node: LightningReceiver, charge: Due): Promise<boolean> {
  const invoices = await deps.db
    .selectFrom("lightning_invoice")
    .select("payment_hash")
    .where("charge_id", "=", charge.id)
    .where("state", "in", ["intended", "open"])
    .execute();
  const states = await Promise.all(invoices.map((row) => checkInvoice(deps, node, row.payment_hash)));
  // Held is money on its way; the settlement or its cancellation decides, not the clock.
  return states.some((state) => state === "settled" || state === "held");
}

async function expire({ db, clock, random }: Observing, charge: Due): Promise<boolean> {
  return transact(db, async (tx) => {
    const now = clock();
    const moved = await transition(tx, { table: "charge", id: charge.id, from: "open", to: "expired" }, now);
    if (!moved) return false;
    const event = {
      id: newId("evt", now, random),
      stream: charge.order_id,
      type: "order.expired",
      atMs: now,
      body: {},
    };
    await transition(tx, { table: "orders", id: charge.order_id, from: "open", to: "expired" }, now, { event });
    await returnStock(tx, charge.order_id);
    await rebook(tx, { orderId: charge.order_id, now, random });
    return true;
  });
}
