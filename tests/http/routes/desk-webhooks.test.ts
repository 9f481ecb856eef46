import * as assert from "uvu/assert";
import type { z } from "zod";
import type { delivery, deliveryPage, madeWebhook, webhook, webhookList } from "../../../app/http/api/webhook.ts";
import { deliver } from "../../../app/webhooks/outgoing/deliver.ts";
import { addStall } from "../../support/shop.ts";
import { suite } from "../../support/suite.ts";
import { startReceiver } from "../../webhooks/outgoing/receiver.ts";
import { claim, fetchFrom, genuine } from "../../webhooks/outgoing/world.ts";
import { answered, openHub, payOrder, placeOrder, posted, refused } from "../hub.ts";
import { addSeller, apiKey, askAs, newSession, withBearer } from "../programs.ts";

const test = suite("/api/v1/desk/webhooks");
const t = await openHub();
const receiver = await startReceiver();
const [mine, theirs] = [await addSeller(t), await addSeller(t, await addStall(t.shop, "other"))];
const key = (await apiKey(t, mine, ["desk.webhooks"])).text;
const otherKey = (await apiKey(t, theirs, ["desk.webhooks"])).text;
test.after(() => Promise.all([t.close(), receiver.close()]));

type Made = z.infer<typeof madeWebhook>;
type Page = z.infer<typeof deliveryPage>;

const BASE = "/api/v1/desk/webhooks";
const post = (path: string, body: unknown = {}, by = key) => askAs(t, by, `${BASE}${path}`, posted(body));
const get = (path: string, by = key) => askAs(t, by, `${BASE}${path}`);
const add = (body: object = {}) => answered<Made>(post("", { url: receiver.url, ...body }), 201);

async function sendDue(): Promise<void> {
  const sending = { ...t.hub, fetchWebhook: fetchFrom([receiver]) };
  for (let due = await claim(sending); due.length > 0; due = await claim(sending))
    for (const each of due) await deliver(sending, each);
}

test("a program adds a webhook, gets its secrets once, and hears of an order", async () => {
  const made = await add({ events: ["order.paid"] });
  assert.match(made.secret, /^whsec_[\w+/]{43}=$/);
  assert.match(made.publicKey, /^whpk_[\w+/]{43}=$/);
  assert.equal([made.isOn, made.offReason, made.events, made.names], [true, null, ["order.paid"], "hub"]);
  const read = await answered<z.infer<typeof webhook>>(get(`/${made.id}`), 200);
  assert.not("secret" in read);
  const { items } = await answered<z.infer<typeof webhookList>>(get(""), 200);
  assert.equal(items, [read]);
  const order = await placeOrder(t);
  await payOrder(t, order);
  await sendDue();
  const arrived = receiver.arrived.at(-1);
  assert.is(arrived === undefined ? undefined : genuine(arrived, made).orderId, order.id);
  await post(`/${made.id}/delete`);
});

test("the log is read page by page, with each try", async () => {
  const made = await add({ events: ["order.placed"] });
  for (let count = 0; count < 3; count += 1) {
    await placeOrder(t);
    t.shop.clock.advance(1n);
  }
  await sendDue();
  const first = await answered<Page>(get(`/${made.id}/deliveries?limit=2`), 200);
  const second = await answered<Page>(get(`/${made.id}/deliveries?limit=2&cursor=${first.nextCursor ?? ""}`), 200);
  assert.equal([first.items.length, second.items.length, second.nextCursor], [2, 1, null]);
  const [newest] = first.items;
  assert.equal([newest?.state, newest?.lastStatus, newest?.attempts], ["sent", 204, 1]);
  const one = await answered<z.infer<typeof delivery>>(get(`/${made.id}/deliveries/${newest?.id ?? ""}`), 200);
  assert.equal(
    one.tries.map(({ number, status }) => [number, status]),
    [[1, 204]],
  );
  assert.equal((await answered<Page>(get(`/${made.id}/deliveries?state=failed`), 200)).items, []);
  const again = await answered<{ id: string }>(post(`/${made.id}/deliveries/${one.id}/redeliver`), 201);
  assert.is(again.id, `${one.id}_1`);
  const tried = await answered<{ id: string }>(post(`/${made.id}/test`), 201);
  await sendDue();
  assert.is((await answered<z.infer<typeof delivery>>(get(`/${made.id}/deliveries/${tried.id}`), 200)).state, "sent");
  await post(`/${made.id}/delete`);
  await refused(get(`/${made.id}`), "unknown-webhook");
});

test("a webhook is changed, switched off and on, and gets new secrets", async () => {
  const made = await add();
  const changed = await answered<Made>(post(`/${made.id}`, { names: "btcpay", isOn: false }), 200);
  assert.equal([changed.names, changed.isOn, changed.offReason], ["btcpay", false, "by-hand"]);
  await refused(post(`/${made.id}/test`), "webhook-off");
  assert.is((await answered<Made>(post(`/${made.id}`, { isOn: true }), 200)).isOn, true);
  const fresh = await answered<Made>(post(`/${made.id}/rotate`), 200);
  assert.is.not(fresh.secret, made.secret);
  await post(`/${made.id}/delete`);
});

test("nonsense is refused, and says where", async () => {
  for (const [body, pointer] of [
    [{ url: "ftp://shop.example/" }, "/url"],
    [{ url: "https://me:word@shop.example/" }, "/url"],
    [{ url: receiver.url, events: ["order.lost"] }, "/events/0"],
    [{ url: receiver.url, events: [] }, "/events"],
    [{ url: receiver.url, names: "stripe" }, "/names"],
    [{ url: receiver.url, more: 1 }, "/more"],
  ] as const) {
    const { errors } = await refused(post("", body), "invalid-input");
    assert.is(errors?.[0]?.pointer, pointer, JSON.stringify(body));
  }
});

test("a stall has twenty webhooks at most", async () => {
  for (let count = 0; count < 20; count += 1) await answered(post("", { url: receiver.url }, otherKey), 201);
  await refused(post("", { url: receiver.url }, otherKey), "too-many-webhooks");
});

test("another stall's webhook is not there, whatever is asked of it", async () => {
  const made = await add({ events: ["order.placed"] });
  await placeOrder(t);
  const { items } = await answered<Page>(get(`/${made.id}/deliveries`), 200);
  const message = `/${made.id}/deliveries/${items[0]?.id ?? ""}`;
  for (const path of [`/${made.id}`, `/${made.id}/deliveries`, message])
    await refused(get(path, otherKey), "unknown-webhook");
  for (const path of ["", "/rotate", "/delete", "/test"])
    await refused(post(`/${made.id}${path}`, {}, otherKey), "unknown-webhook");
  await refused(post(`${message}/redeliver`, {}, otherKey), "unknown-webhook");
  await refused(get("/'"), "unknown-webhook");
  await refused(get(`/${made.id}/deliveries/nonsense`), "unknown-delivery");
  await post(`/${made.id}/delete`);
});

test("a key without the scope does nothing here", async () => {
  const other = (await apiKey(t, mine)).text;
  await refused(get("", other), "out-of-scope");
  await refused(post("", { url: receiver.url }, other), "out-of-scope");
});

test("a browser that has not proved lately who it is changes no address and gets no secret", async () => {
  const { id, cookie } = await newSession(t, mine);
  const made = await add();
  await t.hub.db.updateTable("session").set({ proved_at_ms: 0n }).where("id", "=", id).execute();
  const headers = { Cookie: cookie, Origin: t.hub.origin };
  for (const [path, body] of [
    ["", { url: receiver.url }],
    [`/${made.id}`, { url: "https://elsewhere.example/" }],
    [`/${made.id}/rotate`, {}],
  ] as const)
    await refused(Promise.resolve(t.app.request(`${BASE}${path}`, posted(body, headers))), "confirm-first");
  await answered(Promise.resolve(t.app.request(BASE, withBearer(key))), 200);
});
