import type { By } from "../db/append-event.ts";
import type { Tx } from "../db/database.ts";
import type { OrderState } from "../domain/order-state.ts";
import type { Acting } from "./cancel.ts";
import { eraseDeliveryWithin } from "./erase-delivery.ts";

/** States in which nothing has to reach a buyer any more. */
export const FINISHED: readonly OrderState[] = ["received", "closed", "expired", "cancelled"];

/** Makes a finished order nobody's: whose it was, where it went and what was wished are gone; the books stay. */
export async function forgetBuyer(tx: Tx, deps: Omit<Acting, "db">, orderId: string, by?: By): Promise<void> {
  await eraseDeliveryWithin(tx, deps, orderId, by);
  await tx.updateTable("orders").set({ person_id: null, note: "" }).where("id", "=", orderId).execute();
}
