import { randomUUID } from "node:crypto";
import { Pool } from "undici";
import { z } from "zod";
import type { Goods } from "./stall.ts";

/** The part of a placed order that a buyer needs. */
export interface PlacedOrder {
  id: string;
  key: string;
  chargeId: string;
  bolt11: string;
  paymentHash: string;
}

/** A buyer's program, which keeps its connections open. */
export interface Shopper {
  order: () => Promise<PlacedOrder>;
  close: () => Promise<void>;
}

const Order = z.object({
  id: z.string(),
  key: z.string(),
  charge: z.object({ id: z.string(), lightning: z.object({ bolt11: z.string(), paymentHash: z.string() }) }),
});

/** Prepares up to so many orders at a time through the REST API. */
export function openShopper(origin: string, goods: Goods, atATime: number): Shopper {
  const pool = new Pool(origin, { connections: atATime });
  const body = JSON.stringify({ stallId: goods.stallId, lines: [{ productId: goods.productId, quantity: 1 }] });
  return {
    order: async () => {
      const answer = await pool.request({
        method: "POST",
        path: "/api/v1/orders",
        headers: { "content-type": "application/json", "idempotency-key": randomUUID() },
        body,
      });
      const text = await answer.body.text();
      if (answer.statusCode !== 201) throw new Error(`the hub answered ${answer.statusCode}: ${text}`);
      const { id, key, charge } = Order.parse(JSON.parse(text));
      return { id, key, chargeId: charge.id, ...charge.lightning };
    },
    close: () => pool.close(),
  };
}
