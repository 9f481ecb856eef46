import { Hono } from "hono";
import * as assert from "uvu/assert";
import { endSession } from "../../../app/accounts/end-session.ts";
import { revokeApiKey } from "../../../app/accounts/programs/revoke-api-key.ts";
import { appendEvent } from "../../../app/db/append-event.ts";
import { transact } from "../../../app/db/transact.ts";
import { newId } from "../../../app/domain/ids.ts";
import { DAY_MS, SECOND_MS, unixMs } from "../../../app/domain/time.ts";
import type { HubEnv } from "../../../app/http/context.ts";
import { deskEvents } from "../../../app/http/desk-events.ts";
import { addProduct, addStall } from "../../support/shop.ts";
import { suite } from "../../support/suite.ts";
import { visit } from "../../support/visit.ts";
import { answered, openHub, payOrder, placeOrder, sendOrder } from "../hub.ts";
import type { PlacedOrder } from "../hub.ts";
import { addSeller, apiKey, askAs, newSession, newToken } from "../programs.ts";
import { eventsOf } from "../read-events.ts";

const test = suite("GET /api/v1/desk/events");
const t = await openHub();
const otherStallId = await addStall(t.shop, "other");
const seller = await addSeller(t);
const key = await apiKey(t, seller);
test.after(() => t.close());

type Message = { id: string; orderId?: string; type: string; atMs: number };

async function* follow(by = key.text, lastEventId?: string): AsyncGenerator<Message> {
  const headers = lastEventId === undefined ? {} : { "Last-Event-ID": lastEventId };
  const response = await askAs(t, by, "/api/v1/desk/events", { headers });
  assert.is(response.status, 200);
  for await (const { id, data } of eventsOf(response)) {
    const message: Message = JSON.parse(JSON.stringify(data));
    assert.is(message.id, id);
    yield message;
  }
}

async function next(events: AsyncGenerator<Message>): Promise<Message> {
  const { value, done } = await events.next();
  if (done === true) throw new Error("the stream has ended");
  return value;
}

/** The next events, as order and type. */
async function take(events: AsyncGenerator<Message>, count: number): Promise<[string, string][]> {
  const taken: [string, string][] = [];
  while (taken.length < count) {
    const { orderId = "", type } = await next(events);
    taken.push([orderId, type]);
  }
  return taken;
}

/** Opens a stream and reads its first message, which says that it listens. */
async function opened(by = key.text): Promise<AsyncGenerator<Message>> {
  const events = follow(by);
  assert.is((await next(events)).type, "desk.opened");
  return events;
}

async function orderElsewhere(): Promise<PlacedOrder> {
  const product = await addProduct(t.shop, { stallId: otherStallId });
  const body = { stallId: otherStallId, lines: [{ productId: product.productId, quantity: 1 }] };
  return answered<PlacedOrder>(sendOrder(t, body), 201);
}

test("a seller's program hears of each order of the stall, and of no other", async () => {
  const events = await opened();
  const elsewhere = await orderElsewhere();
  await payOrder(t, elsewhere);
  t.shop.clock.advance(1n);
  const order = await placeOrder(t);
  t.shop.clock.advance(1n);
  await payOrder(t, order);
  const heard = await take(events, 3);
  assert.equal([...new Set(heard.map(([id]) => id))], [order.id]);
  assert.equal(heard.at(-1), [order.id, "order.paid"]);
  await events.return(undefined);
});

test("an event names the order and what happened, and nothing of the buyer's or the node's", async () => {
  const events = await opened();
  const { id } = await placeOrder(t);
  const event = await next(events);
  assert.equal(Object.keys(event).toSorted(), ["atMs", "id", "orderId", "type"]);
  assert.equal([event.orderId, event.atMs], [id, Number(t.hub.clock())]);
  await events.return(undefined);
});

test("who comes back gets everything that was missed, also right after opening", async () => {
  const events = follow();
  const { id: from } = await next(events);
  await events.return(undefined);
  const order = await placeOrder(t);
  t.shop.clock.advance(60n * SECOND_MS);
  await payOrder(t, order);
  const again = follow(key.text, from);
  const types: string[] = [];
  while (types.at(-1) !== "order.paid") {
    const { orderId, type } = await next(again);
    if (orderId === order.id) types.push(type);
  }
  assert.is(new Set(types).size, types.length);
  assert.ok(types.includes("order.placed"));
  await again.return(undefined);
});

test("an event that comes into sight after a later one is not left out", async () => {
  const { id } = await placeOrder(t);
  const events = await opened();
  const append = (type: string, at: bigint) =>
    transact(t.hub.db, (tx) =>
      appendEvent(tx, { id: newId("evt", unixMs(at), t.hub.random), stream: id, type, atMs: at, body: {} }),
    );
  t.shop.clock.advance(30n * SECOND_MS);
  await append("test.later", t.hub.clock());
  const heard: string[] = [];
  while (heard.at(-1) !== "test.later") heard.push((await next(events)).type);
  await append("test.earlier", t.hub.clock() - 9n * SECOND_MS);
  assert.is((await next(events)).type, "test.earlier");
  await append("test.last", t.hub.clock());
  assert.is((await next(events)).type, "test.last", "nothing comes twice");
  await events.return(undefined);
});

test("going on reaches back a week", async () => {
  const old = await placeOrder(t);
  const from = newId("evt", t.hub.clock(), () => new Uint8Array(10));
  t.shop.clock.advance(7n * DAY_MS + SECOND_MS);
  const recent = await placeOrder(t);
  const events = follow(key.text, from);
  const heard = await take(events, 2);
  assert.equal([...new Set(heard.map(([id]) => id))], [recent.id]);
  assert.not(heard.flat().includes(old.id));
  await events.return(undefined);
});

test("a place to go on from that is none begins with what comes now", async () => {
  await placeOrder(t);
  for (const from of ["1", "evt_", "evt_ilou0000000000000000000000", "' or 1=1"]) {
    const events = follow(key.text, from);
    assert.is((await next(events)).type, "desk.opened");
    await events.return(undefined);
  }
});

const endings: Record<string, () => Promise<{ text: string; end: () => Promise<unknown> }>> = {
  "its key is revoked": async () => {
    const { id, text } = await apiKey(t, seller);
    return { text, end: () => revokeApiKey(t.hub, { personId: seller.id, ...visit }, id) };
  },
  "the session of its token is ended": async () => {
    const { id: sessionId, cookie } = await newSession(t, seller);
    const end = () => endSession(t.hub, { personId: seller.id, ...visit }, { personId: seller.id, sessionId });
    return { text: await newToken(t, cookie), end };
  },
};

for (const [what, begin] of Object.entries(endings)) {
  test(`a stream ends at once when ${what}`, async () => {
    const { text, end } = await begin();
    const events = await opened(text);
    await end();
    assert.is((await events.next()).done, true);
  });
}

const silences: Record<string, (id: string) => Promise<unknown>> = {
  "the person was shut out": (id) =>
    t.hub.db.updateTable("person").set({ state: "shut-out" }).where("id", "=", id).execute(),
  "the person sells at another stall": (id) =>
    t.hub.db.updateTable("person").set({ stall_id: otherStallId }).where("id", "=", id).execute(),
  "the key was taken away without a word": (id) =>
    t.hub.db.updateTable("api_key").set({ revoked_at_ms: 1n }).where("person_id", "=", id).execute(),
};

for (const [what, silence] of Object.entries(silences)) {
  test(`a stream says nothing more once ${what}`, async () => {
    const person = await addSeller(t);
    const events = await opened((await apiKey(t, person)).text);
    await silence(person.id);
    await placeOrder(t);
    assert.is((await events.next()).done, true);
  });
}

test("a stream goes on after its token's five minutes, as long as the session does", async () => {
  const { cookie } = await newSession(t, seller);
  const events = await opened(await newToken(t, cookie));
  t.shop.clock.advance(600n * SECOND_MS);
  const { id } = await placeOrder(t);
  assert.is((await next(events)).orderId, id);
  await events.return(undefined);
});

test("a key that only handles orders hears nothing", async () => {
  const { text } = await apiKey(t, seller, ["desk.orders.handle"]);
  assert.is((await askAs(t, text, "/api/v1/desk/events")).status, 403);
});

test("a reader that leaves is no longer listened for", async () => {
  const app = new Hono<HubEnv>();
  const person = { ...seller, stallId: t.shop.stallId, name: "", session: undefined, scopes: [] };
  app.use((c, following) => {
    c.set("person", person);
    return following();
  });
  app.get("/", (c) => deskEvents(c, t.hub, t.shop.stallId, { heartbeatMs: 2, lifetimeMs: 40 }));
  const text = await (await app.request("/", { headers: { Authorization: `Bearer ${key.text}` } })).text();
  assert.match(text, /"type":"desk.opened"/);
  assert.match(text, /\n:\n\n/, "a silent stream shows that it is alive, and does not live for ever");
});
