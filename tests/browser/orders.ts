import { until } from "../../scripts/regtest/stack/until.ts";
import { openMarket } from "../support/browser.ts";
import { inDatabase } from "./in-database.ts";

/** An order placed by a program, so that a test about its page begins there. */
export type Ordered = { id: string; key: string; /** Path of its page. */ path: string; bolt11: string };

type ApiProduct = { id: string; stallId: string; title: string; variants: { id: string; stock: number | null }[] };
type ApiOrder = { id: string; key: string; state: string; charge: { lightning: { bolt11: string } } };

/** The first product whose title has these words. */
export async function productOf(words: string): Promise<ApiProduct> {
  const { hub } = await openMarket();
  const { items } = await json<{ items: ApiProduct[] }>(await fetch(`${hub.origin}/api/v1/products?limit=100`));
  const product = items.find(({ title }) => title.includes(words));
  if (product === undefined) throw new Error(`the demo has nothing called ${words}`);
  return product;
}

const delivery = { name: "김하늘 Kim Haneul", address: "12 Harbour Road\n63000 Jeju", contact: "haneul@example.org" };

/** One piece of the first variant, to be sent by post. */
export async function placeOrder(words: string, quantity = 1): Promise<Ordered> {
  const { hub } = await openMarket();
  const { id, stallId, variants } = await productOf(words);
  const body = {
    stallId,
    lines: [{ productId: id, variantId: variants[0]?.id, quantity }],
    note: "Please ring twice.",
    delivery,
  };
  const headers = { "content-type": "application/json", "idempotency-key": crypto.randomUUID() };
  const answer = await fetch(`${hub.origin}/api/v1/orders`, { method: "POST", headers, body: JSON.stringify(body) });
  const order = await json<ApiOrder>(answer);
  return {
    id: order.id,
    key: order.key,
    path: `/orders/${order.id}/${order.key}`,
    bolt11: order.charge.lightning.bolt11,
  };
}

/** Pays an invoice as a wallet does; more than asked when an amount in msat is given. */
export async function pay(bolt11: string, amountMsat?: string): Promise<void> {
  const { hub } = await openMarket();
  const body = JSON.stringify({ bolt11, amountMsat });
  await json(
    await fetch(`${hub.origin}/sandbox/pay`, { method: "POST", headers: { "content-type": "application/json" }, body }),
  );
}

/** The order once it is in that state. */
export async function inState({ id, key }: Pick<Ordered, "id" | "key">, state: string): Promise<void> {
  const { hub } = await openMarket();
  await until(`the order is ${state}`, 5_000, async () => {
    const order = await json<ApiOrder>(
      await fetch(`${hub.origin}/api/v1/orders/${id}`, { headers: { "order-key": key } }),
    );
    return order.state === state ? true : undefined;
  });
}

const MINUTE_MS = 60_000;

/** Lets the time to pay one order run out, and that of no other; the hub notices at the next minute. */
export async function letExpire(orderId: string): Promise<void> {
  const { passTime } = await openMarket();
  const statement = "UPDATE charge SET expires_at_ms = created_at_ms + 1 WHERE order_id = ?";
  const { changes } = await inDatabase((database) => database.prepare(statement).run(orderId));
  if (changes !== 1) throw new Error(`${orderId} has no charge`);
  passTime(MINUTE_MS);
}

/** How many orders the hub has, of all stalls. */
export function countOrders(): Promise<number> {
  return inDatabase((database) => Number(database.prepare("SELECT count(*) FROM orders").pluck().get()));
}

async function json<Body>(answer: Response): Promise<Body> {
  const body: unknown = await answer.json();
  if (!answer.ok) throw new Error(`${answer.url}: ${answer.status} ${JSON.stringify(body)}`);
  // The shape is checked where it is described: in the tests of the API itself.
  return body as Body;
}
