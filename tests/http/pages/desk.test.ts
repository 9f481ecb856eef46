import * as assert from "uvu/assert";
import { percentFrom, ppmFrom } from "../../../app/http/pages/desk/percent.ts";
import { orderNumber } from "../../../ui/pages/order/number.ts";
import { suite } from "../../support/suite.ts";
import { openBusyMarket, pay, seedOrder } from "./busy-market.ts";
import type { BusyMarket } from "./busy-market.ts";
import { Visitor, formIn, linkIn, linksIn, wordsOf } from "./visitor.ts";

const test = suite("http/pages/desk");

async function openDesk(): Promise<{ m: BusyMarket; seller: Visitor }> {
  const m = await openBusyMarket();
  const seller = new Visitor(m);
  await seller.signIn({ role: "seller", stallId: m.stallId });
  return { m, seller };
}

test("the desk begins with what needs the seller now", async () => {
  const { m, seller } = await openDesk();
  const words = wordsOf(await seller.get("/desk"));
  assert.match(words, /Hello, Mina.*3 orders to send/);
  assert.match(words, /Money that needs to go back/);
  assert.match(words, /To give back 2,500 sat/);
  await m.close();
});

test("the orders with money to give back stand on the desk, and each says why", async () => {
  const { m, seller } = await openDesk();
  const desk = await seller.get("/desk");
  const [, table = ""] = /id="give-back"([\s\S]*?)<\/section>/.exec(desk.html) ?? [];
  const listed = [...table.matchAll(/href="\/desk\/orders\/(ord_\w+)"/g)].map(([, id = ""]) => id);
  assert.equal(listed.toSorted(), [m.orders.overpaid.id, m.orders.afterEnd.id].toSorted());
  assert.match(wordsOf({ ...desk, html: table }), /2,000 sat.*500 sat|500 sat.*2,000 sat/);
  const words = wordsOf(await seller.get(`/desk/orders/${m.orders.afterEnd.id}`));
  assert.match(words, /To give back 2,000 sat This came after the order had ended. All of it goes back/);
  assert.not.match(words, /keep it to yourself/);
  await m.close();
});

test("where more orders wait for their money than the desk shows, it says so", async () => {
  const { m, seller } = await openDesk();
  for (let count = 0; count < 9; count += 1) {
    m.shop.clock.advance(1n);
    await pay(m, await seedOrder(m, m.stallId, m.products.digital), 1_000n);
  }
  const desk = await seller.get("/desk");
  const [, table = ""] = /id="give-back"([\s\S]*?)<\/section>/.exec(desk.html) ?? [];
  assert.is(table.match(/href="\/desk\/orders\/ord_/g)?.length, 10);
  assert.match(table, /The newest 10; there are more/);
  await m.close();
});

test("a paid order is marked as sent once; its buyer sees it", async () => {
  const { m, seller } = await openDesk();
  const order = await seller.get(`/desk/orders/${m.orders.paid.id}`);
  assert.match(wordsOf(order), /Send to Mina Kim 12 Harbour Road Seoul mina@example.org/);
  const sent = await seller.submit(order, /\/ship$/);
  assert.match(wordsOf(sent), /is marked as sent.*On its way/);
  const again = await seller.post(`/desk/orders/${m.orders.paid.id}/ship`, {});
  assert.match(wordsOf(again), /The order has moved on/);
  assert.match(wordsOf(await new Visitor(m).get(m.orders.paid.address)), /On its way/);
  await m.close();
});

test("a buyer's name and address can be deleted for good", async () => {
  const { m, seller } = await openDesk();
  const erased = await seller.submit(await seller.get(`/desk/orders/${m.orders.received.id}`), /\/erase$/);
  assert.match(wordsOf(erased), /Name and address are deleted/);
  assert.not.match(erased.html, /Mina Kim|Harbour|mina@example/);
  await m.close();
});

test("orders are filtered by state and paged without losing or repeating one", async () => {
  const { m, seller } = await openDesk();
  for (let count = 0; count < 30; count += 1) await seedOrder(m, m.stallId, m.products.digital);
  const seen = new Set<string>();
  let path = "/desk/orders?state=open";
  for (let pages = 0; pages < 5; pages += 1) {
    const page = await seller.get(path);
    for (const [, id = ""] of page.html.matchAll(/\/desk\/orders\/(ord_\w+)"/g)) {
      assert.not.ok(seen.has(id), "an order is shown twice");
      seen.add(id);
    }
    const next = linksIn(page, /before=/).find((address) => address !== path);
    if (next === undefined) break;
    path = next;
  }
  assert.is(seen.size, 31);
  await m.close();
});

const product = {
  title: "Blossom honey",
  amount: "24,000",
  currency: "KRW",
  kind: "physical",
  category: "Pantry",
  listed: "on",
  stock: "5",
};

test("a product is added with its variants, gets a picture, and stands at the market", async () => {
  const { m, seller } = await openDesk();
  const form = await seller.get("/desk/products/new");
  const added = await seller.submit(form, "/desk/products", {
    ...product,
    text: "From **May**.",
    variants: "350 g\n700 g\n",
  });
  assert.match(wordsOf(added), /“Blossom honey” is saved. Now give it a picture/);
  const path = added.path.replace(/\?.*/, "");
  const picture = new FormData();
  picture.set("picture", new Blob(["picture of a jar"]), "jar.png");
  picture.set("alt", "A jar of honey");
  const pictured = await seller.upload(`${path}/pictures`, picture);
  assert.match(wordsOf(pictured), /The picture is there/);
  const shown = await new Visitor(m).get(`/products/${path.split("/").at(-1)}`);
  assert.match(wordsOf(shown), /Blossom honey 16,000 sat ₩24,000 In stock.*350 g.*700 g.*From May/);
  assert.match(shown.html, /<img[^>]*alt="A jar of honey"/);
  await m.close();
});

test("a form with mistakes comes back with everything typed and names each field", async () => {
  const { m, seller } = await openDesk();
  const form = await seller.get("/desk/products/new");
  const wrong = await seller.submit(form, "/desk/products", {
    ...product,
    title: "",
    amount: "12.5",
    text: "Kept as typed",
  });
  assert.is(wrong.status, 422);
  assert.match(wordsOf(wrong), /Please check 2 things Name: .* Price: /);
  assert.match(wrong.html, />Kept as typed<\/textarea>/);
  assert.match(wrong.html, /<a href="#f-amount">/);
  const stock = await seller.submit(form, "/desk/products", { ...product, stock: "many" });
  assert.match(wordsOf(stock), /In stock: Please enter a whole number/);
  await m.close();
});

test("name, price, variants and stock change together, and only what was changed", async () => {
  const { m, seller } = await openDesk();
  const page = await seller.get(`/desk/products/${m.products.posted}`);
  const { action, fields } = formIn(page.html, `/desk/products/${m.products.posted}`);
  const values = new Map(fields);
  const [first = ""] = [...values.keys()].filter((name) => name.endsWith(":stock"));
  values
    .set("title", "Winter mandarins")
    .set("variant:more:title", "10 kg")
    .set("variant:more:price", "52000")
    .set(first, "30");
  const saved = await seller.post(action, values);
  assert.match(wordsOf(saved), /“Winter mandarins” is saved/);
  const stock = await m.hub.db
    .selectFrom("stock")
    .innerJoin("variant", "variant.id", "stock.variant_id")
    .where("product_id", "=", m.products.posted)
    .select(["title", "on_hand", "reserved"])
    .orderBy("title")
    .execute();
  assert.equal(stock, [
    { title: "3 kg", on_hand: 30n, reserved: 1n },
    { title: "5 kg", on_hand: 0n, reserved: 0n },
  ]);
  assert.match(wordsOf(await new Visitor(m).get(`/products/${m.products.posted}`)), /Winter mandarins.*10 kg/);
  await m.close();
});

test("saving a form that was opened before a sale does not bring the sold piece back", async () => {
  const { m, seller } = await openDesk();
  const page = await seller.get(`/desk/products/${m.products.posted}`);
  const sale = m.hub.db.updateTable("stock").set((eb) => ({ on_hand: eb("on_hand", "-", 1n) }));
  await sale.where("reserved", ">", 0n).execute();
  const renamed = await seller.submit(page, `/desk/products/${m.products.posted}`, { title: "Renamed" });
  assert.match(wordsOf(renamed), /“Renamed” is saved/);
  const left = await m.hub.db
    .selectFrom("stock")
    .select("on_hand")
    .where("reserved", ">", 0n)
    .executeTakeFirstOrThrow();
  assert.is(left.on_hand, 18n);
  const [name = ""] = formIn(page.html, `/desk/products/${m.products.posted}`)
    .fields.map(([field]) => field)
    .filter((field) => field.endsWith(":stock"));
  const changed = await seller.submit(page, `/desk/products/${m.products.posted}`, { [name]: "25" });
  assert.is(changed.status, 422);
  assert.match(wordsOf(changed), /Something was sold or returned in the meantime/);
  await m.close();
});

test("a hidden product leaves the market and comes back in one press", async () => {
  const { m, seller } = await openDesk();
  const path = `/desk/products/${m.products.digital}/state`;
  const hidden = await seller.submit(await seller.get("/desk/products"), path, { state: "hidden" });
  assert.match(wordsOf(hidden), /“Sample pack” is hidden/);
  assert.is((await new Visitor(m).get(`/products/${m.products.digital}`)).status, 404);
  await seller.submit(hidden, path, { state: "listed" });
  assert.is((await new Visitor(m).get(`/products/${m.products.digital}`)).status, 200);
  await m.close();
});

test("pictures are described anew, moved to the front and removed; what is no picture is refused", async () => {
  const { m, seller } = await openDesk();
  const path = `/desk/products/${m.products.posted}`;
  const upload = (content: string) => {
    const data = new FormData();
    data.set("picture", new Blob([content]), "x.png");
    data.set("alt", "The second one");
    return seller.upload(`${path}/pictures`, data);
  };
  const refused = await upload("MZ");
  assert.is(refused.status, 422);
  assert.match(wordsOf(refused), /This is not a PNG, JPEG, WebP or AVIF picture/);
  const both = await upload("picture two");
  const second = linkIn(both, /^[0-9a-f]{64}$/);
  const order = async () =>
    (
      await m.hub.db
        .selectFrom("product_picture")
        .select("alt")
        .where("product_id", "=", m.products.posted)
        .orderBy("position")
        .execute()
    ).map(({ alt }) => alt);
  assert.equal(await order(), ["A crate of mandarins", "The second one"]);
  const [, last = second] = [...both.html.matchAll(/name="alt:([0-9a-f]{64})"/g)].map(([, id = ""]) => id);
  await seller.submit(both, /\/arrange$/, { first: last });
  assert.equal(await order(), ["The second one", "A crate of mandarins"]);
  await seller.submit(await seller.get(path), /\/arrange$/, { remove: last });
  assert.equal(await order(), ["A crate of mandarins"]);
  await m.close();
});

test("a stall's words change, it closes and opens, and its sign goes up and down", async () => {
  const { m, seller } = await openDesk();
  const form = formIn((await seller.get("/desk/stall")).html, "/desk/stall");
  const closed = await seller.post(
    "/desk/stall",
    form.fields.filter(([name]) => name !== "open"),
  );
  assert.match(wordsOf(closed), /Your stall is up to date/);
  assert.match(wordsOf(await new Visitor(m).get("/stalls/orchard")), /This stall is closed at the moment/);
  assert.is((await new Visitor(m).get(`/products/${m.products.digital}`)).status, 404);
  const wrong = await seller.submit(closed, "/desk/stall", { late: "200", open: "on" });
  assert.is(wrong.status, 422);
  const opened = await seller.submit(wrong, "/desk/stall", { title: "Halla", late: "2.5", open: "on" });
  assert.match(wordsOf(opened), /Halla/);
  assert.is(
    (
      await m.hub.db
        .selectFrom("stall")
        .select("late_tolerance_ppm")
        .where("id", "=", m.stallId)
        .executeTakeFirstOrThrow()
    ).late_tolerance_ppm,
    25_000n,
  );
  const sign = new FormData();
  sign.set("picture", new Blob(["picture of a hill"]), "hill.png");
  const hung = await seller.upload("/desk/stall/pictures", sign);
  assert.match(wordsOf(hung), /The sign hangs/);
  await seller.submit(hung, "/desk/stall/sign/remove");
  assert.is(
    (await m.hub.db.selectFrom("stall").select("sign_picture_id").where("id", "=", m.stallId).executeTakeFirstOrThrow())
      .sign_picture_id,
    null,
  );
  await m.close();
});

test("how to reach the seller is typed at the desk, and stands on the stall, the order, the receipt and the checkout", async () => {
  const { m, seller } = await openDesk();
  const buyer = new Visitor(m);
  const { stall, paid, receipt, checkout } = {
    stall: "/stalls/orchard",
    paid: m.orders.paid.address,
    receipt: `${m.orders.paid.address}/receipt`,
    checkout: m.orders.open.address,
  };
  assert.match(wordsOf(await seller.get("/desk")), /Buyers cannot reach you yet/);
  assert.match(wordsOf(await buyer.get(paid)), /Is something wrong\? The seller has left no contact/);
  const form = await seller.get("/desk/stall");
  const wrong = await seller.submit(form, "/desk/stall", { contact: "x".repeat(201) });
  assert.is(wrong.status, 422);
  assert.match(wordsOf(wrong), /How can buyers reach you\?: /);
  await seller.submit(form, "/desk/stall", { contact: "hello@orchard.example" });
  assert.not.match(wordsOf(await seller.get("/desk")), /Buyers cannot reach you yet/);
  for (const path of [stall, receipt, checkout]) {
    assert.equal(linksIn(await buyer.get(path), /^mailto:/), ["mailto:hello@orchard.example"], path);
  }
  const order = await buyer.get(paid);
  const number = orderNumber(m.orders.paid.id);
  assert.match(wordsOf(order), new RegExp(`Tell the seller, and name your order: ${number}. hello@orchard.example`));
  assert.equal(linksIn(order, /^mailto:/), [`mailto:hello@orchard.example?subject=Order%20${number}`]);
  await m.close();
});

test("a seller's contact is on the orders of that seller's stall alone", async () => {
  const { m, seller } = await openDesk();
  await seller.submit(await seller.get("/desk/stall"), "/desk/stall", { contact: "hello@orchard.example" });
  for (const path of ["/stalls/press", m.orders.others.address, `${m.orders.others.address}/receipt`])
    assert.not.match((await new Visitor(m).get(path)).html, /orchard\.example/, path);
  await m.close();
});

for (const [percent, ppm] of [
  ["0", 0],
  ["2", 20_000],
  ["0.25", 2_500],
  ["100", 1_000_000],
  ["0.0001", 1],
] as const) {
  test(`${percent} percent is exactly ${ppm} parts per million and back`, () => {
    assert.is(ppmFrom(percent), ppm);
    assert.is(percentFrom(ppm), percent);
  });
}

test("what is no percentage up to 100 is none", () => {
  for (const text of ["", "-1", "101", "1e2", "2%", "0.00001", "x", "1.", ".5", "١"])
    assert.is(ppmFrom(text), undefined, text);
});
