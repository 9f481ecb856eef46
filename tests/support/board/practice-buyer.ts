import { apiClient } from "../api-client.ts";
import type { ApiClient, ApiOrder } from "../api-client.ts";
import { until } from "../../../scripts/regtest/stack/until.ts";

const PAID_WITHIN_MS = 20_000;

/** Buys one thing of a sandbox shop, over HTTP like any buyer, and answers with the order once it is paid. */
export async function payAsPracticeBuyer(origin: string): Promise<ApiOrder> {
  const buyer = apiClient(origin);
  const order = await orderOneThing(buyer);
  const { bolt11 } = order.charge.lightning;
  const body = JSON.stringify({ bolt11 });
  const paid = await fetch(`${origin}/sandbox/pay`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body,
  });
  if (!paid.ok) throw new Error(`not paid: ${await paid.text()}`);
  return until("the order is paid", PAID_WITHIN_MS, async () => {
    const now = await buyer.readOrder(order);
    return now.state === "paid" ? now : undefined;
  });
}

/** The first product that needs neither a choice nor an address. */
export async function orderOneThing(buyer: ApiClient): Promise<ApiOrder> {
  let refusal: unknown;
  for (const product of await buyer.products()) {
    const order = await buyer.placeOrder(product).catch((error: unknown) => void (refusal = error));
    if (order !== undefined) return order;
  }
  throw new Error("the shop sells nothing that is simply ordered", { cause: refusal });
}
