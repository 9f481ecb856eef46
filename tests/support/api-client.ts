import { randomUUID } from "node:crypto";

/** An order as the REST API answers with it, as far as tests look at it. */
export type ApiOrder = {
  id: string;
  key: string;
  state: string;
  totalMsat: string;
  paidMsat: string;
  refundableMsat: string;
  charge: {
    id: string;
    state: string;
    amountMsat: string;
    lightning: { bolt11: string; paymentHash: string };
    /** Only on a hub that takes payments on chain. */
    chain?: { address: string; amountSat: string; seen: { txid: string; confirmations: number }[] };
  };
};

export type ApiProduct = { id: string; stallId: string; title: string; stock: unknown };

/** A buyer's program that speaks to a hub over HTTP and nothing else. */
export function apiClient(origin: string) {
  return {
    products: async (): Promise<ApiProduct[]> =>
      (await answer<{ items: ApiProduct[] }>(fetch(`${origin}/api/v1/products?limit=100`))).items,
    placeOrder: (product: ApiProduct, key: string = randomUUID()): Promise<ApiOrder> =>
      answer(
        fetch(`${origin}/api/v1/orders`, {
          method: "POST",
          headers: { "content-type": "application/json", "idempotency-key": key },
          body: JSON.stringify({ stallId: product.stallId, lines: [{ productId: product.id, quantity: 1 }] }),
        }),
      ),
    readOrder: (order: Pick<ApiOrder, "id" | "key">): Promise<ApiOrder> =>
      answer(fetch(`${origin}/api/v1/orders/${order.id}`, { headers: { "order-key": order.key } })),
    receive: (order: Pick<ApiOrder, "id" | "key">): Promise<ApiOrder> =>
      answer(
        fetch(`${origin}/api/v1/orders/${order.id}/received`, { method: "POST", headers: { "order-key": order.key } }),
      ),
  };
}

export type ApiClient = ReturnType<typeof apiClient>;

async function answer<Body>(response: Promise<Response>): Promise<Body> {
  const answered = await response;
  const body: unknown = await answered.json();
  if (!answered.ok) throw new Error(`${answered.status}: ${JSON.stringify(body)}`);
  // The shape is checked where it is described: in the tests of the API itself.
  return body as Body;
}
