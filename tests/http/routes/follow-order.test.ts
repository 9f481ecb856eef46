import { Hono } from "hono";
import * as assert from "uvu/assert";
import { cancel } from "../../../app/orders/cancel.ts";
import type { HubEnv } from "../../../app/http/context.ts";
import { orderEvents } from "../../../app/http/sse.ts";
import { suite } from "../../support/suite.ts";
import { openHub, payOrder, placeOrder, refused, withKey } from "../hub.ts";
import type { PlacedOrder } from "../hub.ts";
import { eventsOf } from "../read-events.ts";

const test = suite("GET /api/v1/orders/{id}/events");

const t = await openHub();
test.after(t.close);

const follow = (order: PlacedOrder, headers: Record<string, string> = {}) =>
  t.app.request(`/api/v1/orders/${order.id}/events`, withKey(order, headers));

async function next(events: AsyncGenerator<{ id: string; data: { type: string } }>): Promise<string | undefined> {
  return (await events.next()).value?.data.type;
}

test("the history comes first, then what happens while one listens", async () => {
  const order = await placeOrder(t);
  const response = await follow(order);
  assert.is(response.headers.get("content-type"), "text/event-stream; charset=utf-8");
  assert.is(response.headers.get("cache-control"), "no-store");
  const events = eventsOf(response);
  assert.is(await next(events), "order.placed");
  assert.is(await next(events), "charge.invoiced");
  await payOrder(t, order);
  const paid = (await events.next()).value;
  assert.is(paid?.data.type, "order.paid");
  assert.is(paid?.id, "3");
  assert.is(paid?.data.seq, 3);
  assert.is(paid?.data.body["amountMsat"], "2000000");
  await events.return(undefined);
});

test("who comes back gets exactly what was missed", async () => {
  const order = await placeOrder(t);
  await payOrder(t, order);
  const events = eventsOf(await follow(order, { "Last-Event-ID": "2" }));
  assert.is((await events.next()).value?.id, "3");
  await events.return(undefined);
});

test("a position that is no number begins at the beginning", async () => {
  const order = await placeOrder(t);
  const events = eventsOf(await follow(order, { "Last-Event-ID": "-1 or 1=1" }));
  assert.is((await events.next()).value?.id, "1");
  await events.return(undefined);
});

test("the stream ends with the order, and who has seen the end is told not to come back", async () => {
  const order = await placeOrder(t);
  const events = eventsOf(await follow(order));
  assert.is(await next(events), "order.placed");
  await cancel(t.hub, order.id, "buyer");
  const rest: string[] = [];
  for await (const { data } of events) rest.push(data.type);
  assert.equal(rest, ["charge.invoiced", "order.cancelled"]);
  assert.is((await follow(order, { "Last-Event-ID": "3" })).status, 204);
  assert.is((await follow(order)).status, 200);
});

test("the stream ends when the hub stops", async () => {
  const order = await placeOrder(t);
  const stopping = new AbortController();
  const request = new Request(`http://shop.lan:3000/api/v1/orders/${order.id}/events`, withKey(order));
  const events = eventsOf(await t.app.fetch(request, { stopping: stopping.signal }));
  assert.is(await next(events), "order.placed");
  assert.is(await next(events), "charge.invoiced");
  stopping.abort();
  assert.is((await events.next()).done, true);
});

test("a reader that leaves is no longer told anything", async () => {
  const order = await placeOrder(t);
  const response = await follow(order);
  const events = eventsOf(response);
  await events.next();
  await events.return(undefined);
  await payOrder(t, order);
  assert.equal(
    t.logged.filter((line) => line.includes('"level":"error"')),
    [],
  );
});

test("a silent stream shows that it is alive, and does not live for ever", async () => {
  const order = await placeOrder(t);
  const app = new Hono<HubEnv>();
  app.get("/", (c) => orderEvents(c, t.hub, order.id, { heartbeatMs: 2, lifetimeMs: 40 }));
  const text = await (await app.request("/")).text();
  assert.match(text, /^retry: \d+\n\n/);
  assert.match(text, /\n:\n\n/);
});

test("HEAD asks about the stream without opening it", async () => {
  const order = await placeOrder(t);
  const response = await t.app.request(`/api/v1/orders/${order.id}/events`, { method: "HEAD", ...withKey(order) });
  assert.is(response.status, 200);
  assert.is(response.body, null);
});

test("only the order's key opens it", async () => {
  const order = await placeOrder(t);
  await refused(follow({ ...order, key: "x".repeat(43) }), "unknown-order");
});
