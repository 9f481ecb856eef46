import { appendEvent } from "../db/append-event.ts";
import type { By } from "../db/append-event.ts";
import type { Tx } from "../db/database.ts";
import { newId } from "../domain/ids.ts";
import type { Acting } from "./cancel.ts";

/**
 * Puts an order that is nobody's into a person's account; one that is somebody's stays with them. Whoever asks for it
 * has shown the order's key.
 */
export async function giveToBuyer(tx: Tx, deps: Omit<Acting, "db">, orderId: string, by: By): Promise<void> {
  const given = await tx
    .updateTable("orders")
    .set({ person_id: by.personId })
    .where("id", "=", orderId)
    .where("person_id", "is", null)
    .executeTakeFirst();
  if (given.numUpdatedRows === 0n) return;
  const now = deps.clock();
  const id = newId("evt", now, deps.random);
  await appendEvent(tx, { id, stream: orderId, type: "order.kept", atMs: now, by, body: {} });
}
