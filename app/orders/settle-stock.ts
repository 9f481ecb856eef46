import type { Tx } from "../db/database.ts";

/** The order was paid: what was set aside leaves the shelf. */
export async function takeStock(tx: Tx, orderId: string): Promise<void> {
  for (const { variant_id, quantity } of await leaveHeld(tx, orderId, "taken")) {
    await tx
      .updateTable("stock")
      .set((eb) => ({ on_hand: eb("on_hand", "-", quantity), reserved: eb("reserved", "-", quantity) }))
      .where("variant_id", "=", variant_id)
      .execute();
  }
}

/** The order ended unpaid: what was set aside can be sold again. Doing it twice changes nothing. */
export async function returnStock(tx: Tx, orderId: string): Promise<void> {
  for (const { variant_id, quantity } of await leaveHeld(tx, orderId, "returned")) {
    await tx
      .updateTable("stock")
      .set((eb) => ({ reserved: eb("reserved", "-", quantity) }))
      .where("variant_id", "=", variant_id)
      .execute();
  }
}

/** A paid order waits for its money again: what had left the shelf is back on it, and set aside. */
export async function holdStockAgain(tx: Tx, orderId: string): Promise<void> {
  const taken = await tx
    .updateTable("reservation")
    .set({ state: "held" })
    .where("order_id", "=", orderId)
    .where("state", "=", "taken")
    .returning(["variant_id", "quantity"])
    .execute();
  for (const { variant_id, quantity } of taken) {
    await tx
      .updateTable("stock")
      .set((eb) => ({ on_hand: eb("on_hand", "+", quantity), reserved: eb("reserved", "+", quantity) }))
      .where("variant_id", "=", variant_id)
      .execute();
  }
}

async function leaveHeld(tx: Tx, orderId: string, next: "taken" | "returned") {
  return tx
    .updateTable("reservation")
    .set({ state: next })
    .where("order_id", "=", orderId)
    .where("state", "=", "held")
    .returning(["variant_id", "quantity"])
    .execute();
}
