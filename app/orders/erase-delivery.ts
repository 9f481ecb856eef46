import { appendEvent } from "../db/append-event.ts";
import type { By } from "../db/append-event.ts";
import type { Tx } from "../db/database.ts";
import { transact } from "../db/transact.ts";
import { newId } from "../domain/ids.ts";
import type { Acting } from "./cancel.ts";

/** Removes a buyer's name, address and contact for good; the order and the books stay whole. */
export async function eraseDelivery(deps: Acting, orderId: string, by?: By): Promise<void> {
  await transact(deps.db, (tx) => eraseDeliveryWithin(tx, deps, orderId, by));
}

/** The same within a transaction of the caller's. */
export async function eraseDeliveryWithin(tx: Tx, deps: Omit<Acting, "db">, orderId: string, by?: By): Promise<void> {
  const now = deps.clock();
  const result = await tx
    .updateTable("delivery")
    .set({ name: "", address: "", contact: "", erased_at_ms: now })
    .where("order_id", "=", orderId)
    .where("erased_at_ms", "is", null)
    .executeTakeFirst();
  if (result.numUpdatedRows === 0n) return;
  const id = newId("evt", now, deps.random);
  await appendEvent(tx, { id, stream: orderId, type: "delivery.erased", atMs: now, by, body: {} });
}
