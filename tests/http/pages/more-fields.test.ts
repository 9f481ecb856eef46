import * as assert from "uvu/assert";
import { suite } from "../../support/suite.ts";
import { addGoods, freshKey, posted, refused } from "../hub.ts";
import { openBusyMarket } from "./busy-market.ts";
import type { BusyMarket } from "./busy-market.ts";
import { Visitor, formIn } from "./visitor.ts";

const test = suite("http/pages/more-fields");

/** Columns of tables, and what programmers call them: none of them is a field of any form. */
function columns(m: BusyMarket): Record<string, string> {
  const other = { stall: m.otherStallId, stallId: m.otherStallId, stall_id: m.otherStallId };
  const times = { created_at_ms: "1", updated_at_ms: "1", version: "99" };
  const money = { late_tolerance_ppm: "1000000", total_msat: "0", totalMsat: "0", price_minor: "1", key_hash: "0" };
  return {
    ...other,
    ...times,
    ...money,
    id: m.products.others,
    productId: m.products.others,
    slug: "taken",
    __proto__: "x",
  };
}

async function rowsOf({ hub: { db } }: BusyMarket) {
  return {
    products: await db.selectFrom("product").selectAll().orderBy("id").execute(),
    variants: await db.selectFrom("variant").selectAll().orderBy("id").execute(),
    stock: await db.selectFrom("stock").selectAll().orderBy("variant_id").execute(),
    stalls: await db.selectFrom("stall").selectAll().orderBy("id").execute(),
    orders: await db.selectFrom("orders").selectAll().orderBy("id").execute(),
  };
}

async function openDesk(): Promise<{ m: BusyMarket; seller: Visitor }> {
  const m = await openBusyMarket();
  const seller = new Visitor(m);
  await seller.signIn({ role: "seller", stallId: m.stallId });
  return { m, seller };
}

test("a product's form changes what it shows, whatever else is sent with it", async () => {
  const { m, seller } = await openDesk();
  const before = await rowsOf(m);
  const path = `/desk/products/${m.products.posted}`;
  const saved = await seller.submit(await seller.get(path), path, { ...columns(m), title: "Winter mandarins" });
  assert.is(saved.status, 200);
  const after = await rowsOf(m);
  const unnamed = ({ products }: typeof after) =>
    products.map((row) => ({ ...row, title: "", search: "", version: 0n, updated_at_ms: 0n }));
  assert.equal({ ...after, products: unnamed(after) }, { ...before, products: unnamed(before) });
  assert.equal(
    after.products.filter(({ title }) => title === "Winter mandarins").map(({ id }) => id),
    [m.products.posted],
  );
  await m.close();
});

test("a product's form reaches no variant of another product, in whatever field it is named", async () => {
  const { m, seller } = await openDesk();
  const before = await rowsOf(m);
  const path = `/desk/products/${m.products.posted}`;
  const { action, fields } = formIn((await seller.get(path)).html, path);
  const foreign = before.variants.filter(({ product_id }) => product_id === m.products.others).map(({ id }) => id);
  const own = new Set(before.variants.filter(({ product_id }) => product_id === m.products.posted).map(({ id }) => id));
  assert.ok(foreign.length > 0 && own.size > 0);
  const renamed = fields.map(([name, value]): [string, string] => {
    const [id = ""] = [...own].filter((each) => name.includes(each));
    return [id === "" ? name : name.replace(id, foreign[0] ?? ""), name.endsWith(":stock") ? "1" : value];
  });
  assert.ok(
    renamed.some(([name]) => name.includes(foreign[0] ?? "-")),
    "the form names its variants",
  );
  const answer = await seller.post(action, renamed);
  assert.ok([200, 404, 409, 422].includes(answer.status), `${answer.status}`);
  const after = await rowsOf(m);
  const others = ({ variants, stock }: typeof after) => [
    variants.filter(({ product_id }) => product_id !== m.products.posted),
    stock.filter(({ variant_id }) => !own.has(variant_id)),
  ];
  assert.equal(others(after), others(before));
  await m.close();
});

test("a stall's form changes what it shows, whatever else is sent with it", async () => {
  const { m, seller } = await openDesk();
  const before = await rowsOf(m);
  const more = columns(m);
  await seller.submit(await seller.get("/desk/stall"), "/desk/stall", { ...more, title: "Halla" });
  const after = await rowsOf(m);
  assert.equal(after, {
    ...before,
    stalls: before.stalls.map((row) => (row.id === m.stallId ? { ...row, title: "Halla" } : row)),
  });
  await m.close();
});

test("an order by JSON with a field that nobody asked for is refused, at every depth", async () => {
  const { m } = await openDesk();
  const { body } = await addGoods(m);
  const before = await rowsOf(m);
  const [line] = body.lines;
  const bodies = [
    ...["id", "key", "state", "totalMsat", "rate", "personId", "createdAtMs"].map((name) => ({ ...body, [name]: "1" })),
    ...["priceMinor", "unitMsat", "stallId", "title"].map((name) => ({ ...body, lines: [{ ...line, [name]: "1" }] })),
    { ...body, delivery: { name: "A", address: "B", contact: "", orderId: m.orders.paid.id } },
  ];
  for (const sent of bodies) await refused(m.app.request("/api/v1/orders", posted(sent, freshKey())), "invalid-input");
  assert.equal((await rowsOf(m)).orders, before.orders);
  await m.close();
});

test("a field in the address is no field of the form, and of one that is sent twice the first counts", async () => {
  const { m, seller } = await openDesk();
  const path = `/desk/products/${m.products.posted}`;
  const { fields } = formIn((await seller.get(path)).html, path);
  const twice = fields.flatMap(([name, value]): [string, string][] => [
    [name, name === "title" ? "First" : value],
    [name, name === "title" ? "Second" : value],
  ]);
  assert.is((await seller.post(`${path}?title=Third`, twice)).status, 200);
  const titles = (await rowsOf(m)).products.filter(({ id }) => id === m.products.posted).map(({ title }) => title);
  assert.equal(titles, ["First"]);
  await m.close();
});
