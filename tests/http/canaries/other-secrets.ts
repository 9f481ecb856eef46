import * as assert from "uvu/assert";
import { signBtcpay, signStandard, readWebhookSecret } from "../../../app/domain/webhook-signature.ts";
import { SECOND_MS } from "../../../app/domain/time.ts";
import { takeWebhook } from "../../../app/webhooks/take-webhook.ts";
import { addGoods, answered, payOrder, posted, sendOrder, withKey } from "../hub.ts";
import type { PlacedOrder } from "../hub.ts";
import { Visitor, linkIn } from "../pages/visitor.ts";
import { withBearer } from "../programs.ts";
import type { WatchedHub } from "./watched-hub.ts";

/** Who has the key of an order sees it; its addresses and pages hold it, and nothing else does. */
export async function anOrder(t: WatchedHub): Promise<void> {
  // Whoever repeats it is shown the order again, so the hub has to know it.
  const repeat = t.canaries.plant("Idempotency-Key", "canary-0123456789abcdef", /^table idempotency$/);
  const { body } = await addGoods(t);
  const order = await answered<PlacedOrder>(sendOrder(t, body, { "Idempotency-Key": repeat }), 201);
  t.canaries.plant("order's key", order.key, /^(?:answer to|cookie of) (?:GET|POST) (?:\/api\/v1)?\/orders\b/);
  await sendOrder(t, { ...body, lines: [] }, { "Idempotency-Key": repeat });
  const at = `/api/v1/orders/${order.id}`;
  await t.app.request(at, withKey(order));
  await t.app.request(`${at}?key=${order.key}`);
  await t.app.request(at, withKey({ key: `${order.key}x` }));
  const browser = new Visitor(t);
  assert.is((await browser.get(`/orders/${order.id}/${order.key}`)).status, 200);
  await browser.get(`/orders/${order.id}/${order.key}/nothing`);
  await browser.get(`/orders/${order.key}/${order.id}`);
  await payOrder(t, order);
  await t.app.request(`${at}/received`, { method: "POST", ...withKey(order) });
  await t.app.request("/sandbox/pay", posted({ bolt11: order.key }));
}

export async function aProgram(t: WatchedHub, seller: Visitor): Promise<void> {
  const made = await seller.post("/account/programs", { name: "Till", "may-desk.orders.read": "on", days: "365" });
  const shownAt = /^answer to POST \/account\/programs$/;
  const key = t.canaries.plant("API key", linkIn(made, /^ss_key_/), shownAt);
  t.canaries.plant("API key's secret", key.slice(-43), shownAt);
  const cookie = { Cookie: `satoshop_sid=${seller.cookie("satoshop_sid")}`, Origin: t.hub.origin };
  const { token } = await answered<{ token: string }>(t.app.request("/api/v1/token", posted({}, cookie)), 201);
  t.canaries.plant("token of a page", token, /^answer to POST \/api\/v1\/token$/);
  t.canaries.plant("token's signature", token.split(".")[2], /^answer to POST \/api\/v1\/token$/);
  for (const bearer of [key, token]) {
    assert.is((await t.app.request("/api/v1/me", withBearer(bearer))).status, 200);
    await t.app.request("/api/v1/me", withBearer(`${bearer}x`));
    await t.app.request("/api/v1/nothing", withBearer(bearer));
    await t.app.request(`/api/v1/me?token=${bearer}`, { headers: { Authorization: `Basic ${btoa(`x:${bearer}`)}` } });
    await t.app.request("/api/v1/desk/orders/ord_none/ship", { method: "POST", ...withBearer(bearer) });
  }
  await seller.get("/account/programs");
  await seller.get("/account/data");
}

/** No address receives any yet, so they are handed over as an address would. */
export async function aWebhook(t: WatchedHub): Promise<void> {
  const secret = t.canaries.plant("webhook's secret", `whsec_${Buffer.alloc(32, "hunter2").toString("base64")}`);
  t.canaries.plant("webhook's key", Buffer.alloc(32, "hunter2").toString("hex"));
  const body = Buffer.from('{"type":"paid"}');
  const timestamp = String(t.hub.clock() / SECOND_MS);
  const signature = signStandard(readWebhookSecret(secret) ?? new Uint8Array(), { id: "msg_1", timestamp, body });
  const headers = { "Webhook-Id": "msg_1", "Webhook-Timestamp": timestamp, "Webhook-Signature": signature };
  const mint = { name: "mint", scheme: "standard", secrets: [secret] } as const;
  const btcpay = {
    name: "btcpay",
    scheme: "btcpay",
    secret: t.canaries.plant("BTCPay's secret", "of the other shop"),
  } as const;
  const said = [
    await takeWebhook(t.hub, mint, { headers: new Headers(headers), body }, async () => undefined),
    await takeWebhook(
      t.hub,
      mint,
      { headers: new Headers({ ...headers, "Webhook-Id": "msg_2" }), body },
      async () => undefined,
    ),
    await takeWebhook(
      t.hub,
      btcpay,
      { headers: new Headers({ "BTCPay-Sig": signBtcpay(btcpay.secret, body) }), body },
      async () => undefined,
    ),
  ];
  t.kept.set("answers to webhooks", new Set(said.map((each) => JSON.stringify(each))));
  await t.keepTables();
}
