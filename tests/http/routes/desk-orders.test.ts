import * as assert from "uvu/assert";
import type { z } from "zod";
import type { deskOrder, deskOrderPage } from "../../../app/http/api/desk-order.ts";
import { newId } from "../../../app/domain/ids.ts";
import { addStall } from "../../support/shop.ts";
import { suite } from "../../support/suite.ts";
import { addGoods, answered, openHub, payOrder, placeOrder, posted, refused, sendOrder } from "../hub.ts";
import type { PlacedOrder } from "../hub.ts";
import { addSeller, apiKey, askAs, withBearer } from "../programs.ts";

const test = suite("/api/v1/desk/orders");
const t = await openHub();
const otherStallId = await addStall(t.shop, "other");
const [mine, theirs] = [await addSeller(t), await addSeller(t, otherStallId)];
const [key, otherKey] = [(await apiKey(t, mine)).text, (await apiKey(t, theirs)).text];
test.after(() => t.close());

type Page = z.infer<typeof deskOrderPage>;
type DeskOrder = z.infer<typeof deskOrder>;

const list = (query = "", by = key) => answered<Page>(askAs(t, by, `/api/v1/desk/orders${query}`), 200);
const ship = (id: string, by = key) => askAs(t, by, `/api/v1/desk/orders/${id}/ship`, { method: "POST" });
const idsOf = ({ items }: Page) => items.map(({ id }) => id);

async function paidOrder(): Promise<PlacedOrder> {
  const order = await placeOrder(t);
  await payOrder(t, order);
  return order;
}

test("a seller's program lists the stall's orders, newest first, page by page", async () => {
  const placed: string[] = [];
  for (let count = 0; count < 5; count += 1) {
    placed.unshift((await placeOrder(t)).id);
    t.shop.clock.advance(1n);
  }
  const first = await askAs(t, key, "/api/v1/desk/orders?limit=2");
  assert.match(first.headers.get("link") ?? "", /^<\/api\/v1\/desk\/orders\?limit=2&cursor=ord_\w+>; rel="next"$/);
  assert.is(first.headers.get("cache-control"), "private, no-store");
  let page = await answered<Page>(first, 200);
  const seen = idsOf(page);
  while (page.nextCursor !== null) {
    page = await list(`?limit=2&cursor=${page.nextCursor}`);
    seen.push(...idsOf(page));
  }
  assert.equal(seen, placed);
});

test("only the orders in a state, when one is asked for", async () => {
  const { id } = await paidOrder();
  assert.equal(idsOf(await list("?state=paid")), [id]);
  assert.not(idsOf(await list("?state=open")).includes(id));
  assert.equal(idsOf(await list("?state=closed")), []);
});

test("a query that is not understood is refused, and says where", async () => {
  for (const [query, parameter] of [
    ["state=lost", "state"],
    ["cursor=stl_00000000000000000000000000", "cursor"],
    ["cursor='", "cursor"],
    ["limit=101", "limit"],
  ]) {
    const problem = await refused(askAs(t, key, `/api/v1/desk/orders?${query}`), "invalid-input");
    assert.is(problem.errors?.[0]?.parameter, parameter);
  }
  await refused(askAs(t, key, `/api/v1/desk/orders?stall=${otherStallId}`), "invalid-input");
});

test("an order has what its seller needs to send it, and never the buyer's key", async () => {
  const { body } = await addGoods(t, { kind: "physical" });
  const delivery = { name: "Mina Kim", address: "1 Market St\nSeoul", contact: "010" };
  const placed = await answered<PlacedOrder>(sendOrder(t, { ...body, delivery, note: "Ring twice" }), 201);
  const answer = await askAs(t, key, `/api/v1/desk/orders/${placed.id}`);
  const text = await answer.clone().text();
  const order = await answered<DeskOrder>(answer, 200);
  assert.equal(order.delivery, delivery);
  assert.equal([order.note, order.lines[0]?.title, order.lines[0]?.quantity], ["Ring twice", "Honey", 1]);
  for (const secret of [placed.key, placed.charge.lightning?.bolt11 ?? "?"]) assert.not(text.includes(secret));
});

test("a paid order is sent off once, and whoever sent it is written down", async () => {
  const { id } = await paidOrder();
  assert.is((await answered<DeskOrder>(ship(id), 200)).state, "shipped");
  await refused(ship(id), "wrong-state");
  await refused(ship((await placeOrder(t)).id), "wrong-state");
  const event = await t.hub.db
    .selectFrom("event")
    .selectAll()
    .where("stream", "=", id)
    .where("type", "=", "order.shipped")
    .executeTakeFirstOrThrow();
  assert.is(event.actor, mine.id);
});

test("the orders of another stall do not exist for a seller's program", async () => {
  const order = await paidOrder();
  assert.equal(idsOf(await list("", otherKey)), []);
  const nowhere = newId("ord", t.hub.clock(), t.hub.random);
  for (const id of [order.id, nowhere, "1", "%00", "ord_"]) {
    await refused(askAs(t, otherKey, `/api/v1/desk/orders/${id}`), "unknown-order");
    await refused(ship(id, otherKey), "unknown-order");
  }
  assert.is((await answered<DeskOrder>(askAs(t, key, `/api/v1/desk/orders/${order.id}`), 200)).state, "paid");
  // A place of the other's list to go on from leads into the own list only.
  assert.equal(idsOf(await list(`?cursor=${order.id}`, otherKey)), []);
});

test("a buyer's key for the order opens nothing at the desk", async () => {
  const order = await paidOrder();
  const headers = { "Order-Key": order.key };
  await refused(t.app.request(`/api/v1/desk/orders/${order.id}`, { headers }), "not-signed-in");
  await refused(t.app.request(`/api/v1/desk/orders/${order.id}`, withBearer(order.key)), "bad-bearer");
});

test("who moves to another stall takes neither orders nor a way to them along", async () => {
  const order = await paidOrder();
  const seller = await addSeller(t);
  const { text } = await apiKey(t, seller);
  await answered(askAs(t, text, `/api/v1/desk/orders/${order.id}`), 200);
  await t.hub.db.updateTable("person").set({ stall_id: otherStallId }).where("id", "=", seller.id).execute();
  await refused(askAs(t, text, `/api/v1/desk/orders/${order.id}`), "unknown-order");
});

test("sending off takes nothing from whoever asks but the order's id", async () => {
  const { id } = await paidOrder();
  const body = posted({ state: "received", stallId: otherStallId, totalMsat: "0" });
  const order = await answered<DeskOrder>(askAs(t, key, `/api/v1/desk/orders/${id}/ship?state=closed`, body), 200);
  assert.equal([order.state, order.totalMsat], ["shipped", "2000000"]);
});
