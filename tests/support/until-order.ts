import { findOrder } from "../../app/orders/find-order.ts";
import type { Order } from "../../app/orders/find-order.ts";
import type { Shop } from "./shop.ts";

/** Resolves when the order looks so; its stream says when to look again, one look at a time. */
export async function untilOrder(shop: Shop, orderId: string, fits: (order: Order) => boolean): Promise<void> {
  for (;;) {
    const news = Promise.withResolvers<void>();
    const stopListening = shop.db.changes.listen(orderId, () => news.resolve());
    try {
      const order = await findOrder(shop.db, orderId);
      if (order !== undefined && fits(order)) return;
      await news.promise;
    } finally {
      stopListening();
    }
  }
}
