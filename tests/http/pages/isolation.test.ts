import * as assert from "uvu/assert";
import { suite } from "../../support/suite.ts";
import { openBusyMarket, pay } from "./busy-market.ts";
import type { BusyMarket } from "./busy-market.ts";
import { Visitor, wordsOf } from "./visitor.ts";

const test = suite("http/pages/isolation");

/** Every address at a desk that names an order or a product, with its method. */
function named(base: string, orderId: string, productId: string): ["GET" | "POST", string][] {
  return [
    ["GET", `${base}/orders/${orderId}`],
    ...["ship", "cancel", "erase"].map((action): ["POST", string] => ["POST", `${base}/orders/${orderId}/${action}`]),
    ["GET", `${base}/products/${productId}`],
    ["POST", `${base}/products/${productId}`],
    ...["state", "pictures", "pictures/arrange"].map((action): ["POST", string] => [
      "POST",
      `${base}/products/${productId}/${action}`,
    ]),
  ];
}

function lists(base: string): ["GET" | "POST", string][] {
  const posts = ["products", "stall", "stall/pictures", "stall/sign/remove"];
  const gets = ["", "/orders", "/products", "/products/new", "/stall"];
  return [
    ...gets.map((path): ["GET", string] => ["GET", `${base}${path}`]),
    ...posts.map((path): ["POST", string] => ["POST", `${base}/${path}`]),
  ];
}

async function statusOf(visitor: Visitor, method: "GET" | "POST", path: string): Promise<number> {
  const fields = { title: "Stolen", state: "hidden", amount: "1", currency: "SAT", kind: "digital", late: "2" };
  return (method === "GET" ? await visitor.get(path) : await visitor.post(path, fields)).status;
}

/** Everything that belongs to the other stall, to compare before and after. */
async function othersThings({ hub, otherStallId }: BusyMarket): Promise<string> {
  const stall = await hub.db.selectFrom("stall").selectAll().where("id", "=", otherStallId).execute();
  const products = await hub.db.selectFrom("product").selectAll().where("stall_id", "=", otherStallId).execute();
  const orders = await hub.db.selectFrom("orders").selectAll().where("stall_id", "=", otherStallId).execute();
  const deliveries = await hub.db
    .selectFrom("delivery")
    .selectAll()
    .where(
      "order_id",
      "in",
      orders.map(({ id }) => id),
    )
    .execute();
  return JSON.stringify([stall, products, orders, deliveries], (_key, value: unknown) =>
    typeof value === "bigint" ? value.toString() : value,
  );
}

test("to a seller, another stall's orders and products do not exist", async () => {
  const m = await openBusyMarket();
  const seller = new Visitor(m);
  await seller.signIn({ role: "seller", stallId: m.stallId });
  const before = await othersThings(m);
  for (const [method, path] of named("/desk", m.orders.others.id, m.products.others)) {
    assert.is(await statusOf(seller, method, path), 404, `${method} ${path}`);
  }
  assert.is(await othersThings(m), before);
  for (const path of ["/desk", "/desk/orders", "/desk/products"])
    assert.not.match(wordsOf(await seller.get(path)), /Night Press|Zine/);
  await m.close();
});

test("a seller sees nothing of the money that another stall has to give back", async () => {
  const m = await openBusyMarket();
  await pay(m, m.orders.others, 700_000n);
  const [seller, others, owner] = [new Visitor(m), new Visitor(m), new Visitor(m)];
  await seller.signIn({ role: "seller", stallId: m.stallId });
  await others.signIn({ role: "seller", stallId: m.otherStallId });
  await owner.signIn({ role: "owner" });
  const orders = (html: string) => [...new Set(html.match(/ord_\w{26}/g))];
  const own = await seller.get("/desk");
  assert.ok(orders(own.html).includes(m.orders.overpaid.id));
  assert.not.ok(orders(own.html).includes(m.orders.others.id));
  assert.not.match(wordsOf(own), /\b700 sat/);
  for (const desk of [await others.get("/desk"), await owner.get(`/owner/stalls/${m.otherStallId}/desk`)]) {
    assert.equal(orders(desk.html), [m.orders.others.id]);
    assert.match(wordsOf(desk), /To give back 700 sat/);
  }
  assert.is(await statusOf(seller, "GET", "/owner/payments?owed=1"), 403);
  await m.close();
});

test("a seller is not let in at the owner's desk, nor through it at any stall", async () => {
  const m = await openBusyMarket();
  const seller = new Visitor(m);
  await seller.signIn({ role: "seller", stallId: m.stallId });
  const before = await othersThings(m);
  const owners: ["GET" | "POST", string][] = [
    ["GET", "/owner"],
    ["GET", "/owner/orders"],
    ["GET", `/owner/orders/${m.orders.others.id}`],
    ["GET", "/owner/payments"],
    ["GET", "/owner/stalls"],
    ["POST", "/owner/stalls"],
    ["POST", `/owner/stalls/${m.otherStallId}/invite`],
    ["POST", "/owner/rates"],
    ["POST", "/owner/rates/release"],
  ];
  const desk = `/owner/stalls/${m.otherStallId}/desk`;
  for (const [method, path] of [...owners, ...lists(desk), ...named(desk, m.orders.others.id, m.products.others)]) {
    assert.is(await statusOf(seller, method, path), 403, `${method} ${path}`);
  }
  assert.is(await othersThings(m), before);
  assert.is((await m.hub.db.selectFrom("invitation").selectAll().where("used_at_ms", "is", null).execute()).length, 0);
  await m.close();
});

test("nobody who is not signed in sees or changes anything at a desk", async () => {
  const m = await openBusyMarket();
  const stranger = new Visitor(m);
  const before = await othersThings(m);
  const desk = `/owner/stalls/${m.otherStallId}/desk`;
  const all = ["/desk", desk].flatMap((base) => [
    ...lists(base),
    ...named(base, m.orders.others.id, m.products.others),
  ]);
  for (const [method, path] of all) assert.is(await statusOf(stranger, method, path), 401, `${method} ${path}`);
  assert.is(await statusOf(stranger, "GET", "/owner"), 401);
  assert.is(await othersThings(m), before);
  await m.close();
});

test("the owner works at every stall's desk, and each desk shows its own things alone", async () => {
  const m = await openBusyMarket();
  const owner = new Visitor(m);
  await owner.signIn({ role: "owner" });
  const desk = `/owner/stalls/${m.otherStallId}/desk`;
  assert.match(wordsOf(await owner.get(`${desk}/products`)), /Zine/);
  assert.is(await statusOf(owner, "GET", `${desk}/orders/${m.orders.paid.id}`), 404);
  assert.is(await statusOf(owner, "POST", `${desk}/orders/${m.orders.paid.id}/ship`), 404);
  assert.is(await statusOf(owner, "GET", `${desk}/products/${m.products.posted}`), 404);
  await m.close();
});

test("an order opens with its own key alone, and neither its page nor its actions answer to another", async () => {
  const m = await openBusyMarket();
  const buyer = new Visitor(m);
  const { id } = m.orders.paid;
  const foreignKey = m.orders.shipped.address.split("/").at(-1) ?? "";
  for (const key of [foreignKey, "x", "%00", "a".repeat(500)]) {
    for (const path of [`/orders/${id}/${key}`, `/orders/${id}/${key}/receipt`, `/orders/${id}/${key}/events`]) {
      assert.is(await statusOf(buyer, "GET", path), 404, path);
    }
    for (const action of ["received", "cancel", "again", "erase", "sandbox-pay"]) {
      assert.is(await statusOf(buyer, "POST", `/orders/${id}/${key}/${action}`), 404, action);
    }
  }
  assert.is(
    (await m.hub.db.selectFrom("orders").select("state").where("id", "=", id).executeTakeFirstOrThrow()).state,
    "paid",
  );
  await m.close();
});
