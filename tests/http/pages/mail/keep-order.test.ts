import * as assert from "uvu/assert";
import { suite } from "../../../support/suite.ts";
import { payOrder, placeOrder } from "../../hub.ts";
import type { PlacedOrder } from "../../hub.ts";
import { Visitor, linksIn, wordsOf } from "../visitor.ts";
import { MINA, asked, letterOf, openMailHub, press, type } from "./mailbox.ts";
import type { MailHub } from "./mailbox.ts";

const test = suite("http/pages/mail/keep-order");

const NEW = "new@example.org";

async function bought(t: MailHub): Promise<PlacedOrder & { path: string }> {
  const order = await placeOrder(t);
  await payOrder(t, order);
  return { ...order, path: `/orders/${order.id}/${order.key}` };
}

async function keep(browser: Visitor, path: string, address = NEW) {
  return browser.submit(await browser.get(path), `${path}/keep`, { address });
}

test("with an order's key and an address somebody becomes a buyer who finds the order again", async () => {
  const t = await openMailHub();
  const order = await bought(t);
  const browser = new Visitor(t);
  const page = await keep(browser, order.path);
  assert.match(wordsOf(page), /A mail is on its way to new@example\.org/);
  const letter = await letterOf(t);
  assert.equal([letter.to, letter.subject], [NEW, "Keep your order at Corner"]);
  const people = await t.hub.db.selectFrom("person").select("id").execute();
  assert.is(people.length, 1, "an account is made when the mail was read, not before");
  const account = await press(browser, letter);
  assert.is(account.path, "/account");
  assert.match(wordsOf(account), /You buy here.*What you have bought/);
  const link = `/account/orders/${order.id}`;
  assert.ok(linksIn(account, /^\/account\/orders\/ord_/).includes(link));
  assert.not.ok(account.html.includes(order.key));
  assert.equal([(await browser.get(link)).path, (await browser.get(link)).status], [order.path, 200]);
  assert.match(wordsOf(await browser.get("/account/orders")), /What you have bought/);
  await t.close();
});

test("by the code it works as well, and who is known already gets no second account", async () => {
  const t = await openMailHub();
  const order = await bought(t);
  const browser = new Visitor(t);
  await keep(browser, order.path, MINA);
  assert.is((await type(browser, (await letterOf(t)).code)).path, "/account");
  const kept = await t.hub.db.selectFrom("orders").select("person_id").where("id", "=", order.id).executeTakeFirst();
  assert.is(kept?.person_id, t.mina.id);
  assert.is((await t.hub.db.selectFrom("person").select("id").execute()).length, 1);
  await t.close();
});

test("two letters for one new address make one account", async () => {
  const t = await openMailHub();
  const [first, second] = [await bought(t), await bought(t)];
  const [one, two] = [new Visitor(t), new Visitor(t)];
  await keep(one, first.path);
  t.shop.clock.advance(1n);
  await keep(two, second.path);
  const letters = await t.post.deliver();
  const [a, b] = letters;
  await Promise.all([press(one, a ?? { token: "" }), press(two, b ?? { token: "" })]);
  const owners = await t.hub.db.selectFrom("orders").select("person_id").execute();
  assert.is(new Set(owners.map(({ person_id }) => person_id)).size, 1);
  assert.is((await t.hub.db.selectFrom("email").select("address").where("address", "=", NEW).execute()).length, 1);
  await t.close();
});

test("whoever is signed in puts an order into the account with one button", async () => {
  const t = await openMailHub();
  const order = await bought(t);
  const { browser, letter } = await asked(t);
  await press(browser, letter);
  const page = await browser.submit(await browser.get(order.path), `${order.path}/keep`);
  assert.match(wordsOf(page), /The order is in your account now\..*In your account You find this order there/);
  assert.equal(await t.post.deliver(), []);
  await t.close();
});

test("an order that is in an account is not taken out of it by another, key or not", async () => {
  const t = await openMailHub();
  const order = await bought(t);
  const { browser, letter } = await asked(t);
  await press(browser, letter);
  await browser.post(`${order.path}/keep`, {});
  const eve = new Visitor(t);
  const page = await eve.get(order.path);
  assert.not.match(page.html, /\/keep"/, "nothing is offered, and nothing said of whose it is");
  await eve.post(`${order.path}/keep`, { address: "eve@example.org" });
  await press(eve, await letterOf(t));
  const kept = await t.hub.db.selectFrom("orders").select("person_id").where("id", "=", order.id).executeTakeFirst();
  assert.is(kept?.person_id, t.mina.id);
  await t.close();
});

test("nobody opens an order from an account that is not theirs", async () => {
  const t = await openMailHub();
  const [mine, nobodys] = [await bought(t), await bought(t)];
  const { browser, letter } = await asked(t);
  await press(browser, letter);
  await browser.post(`${mine.path}/keep`, {});
  const eve = new Visitor(t);
  await keep(eve, (await bought(t)).path, "eve@example.org");
  await press(eve, await letterOf(t));
  for (const { id } of [mine, nobodys]) assert.is((await eve.get(`/account/orders/${id}`)).status, 404);
  assert.is((await browser.get(`/account/orders/${nobodys.id}`)).status, 404);
  assert.is((await browser.get("/account/orders/ord_00000000000000000000000000")).status, 404);
  assert.not.ok((await eve.get("/account/orders")).html.includes(mine.id));
  assert.not.ok((await eve.get(`/account/orders?before=${"ord_z".padEnd(30, "z")}`)).html.includes(mine.id));
  await t.close();
});

test("a wrong key keeps nothing and writes to nobody", async () => {
  const t = await openMailHub();
  const order = await bought(t);
  const wrong = `/orders/${order.id}/${"x".repeat(43)}/keep`;
  assert.is((await new Visitor(t).post(wrong, { address: NEW })).status, 404);
  assert.equal(await t.post.deliver(), []);
  await t.close();
});

test("one order does not let the hub write to address after address", async () => {
  const t = await openMailHub();
  const order = await bought(t);
  const statuses = [];
  for (let count = 0; count < 11; count += 1)
    statuses.push((await keep(new Visitor(t), order.path, `stranger${count}@example.org`)).status);
  assert.equal(statuses, [...Array<number>(10).fill(200), 429]);
  await t.close();
});

test("what is no address is said on the order's page", async () => {
  const t = await openMailHub();
  const order = await bought(t);
  assert.match(
    wordsOf(await keep(new Visitor(t), order.path, "nowhere")),
    /That is no e-mail address\. Nothing was sent\./,
  );
  await t.close();
});

test("a hub without a mail server offers no account for orders", async () => {
  const t = await openMailHub({ sendsMail: false });
  const order = await bought(t);
  const browser = new Visitor(t);
  assert.not.match((await browser.get(order.path)).html, /\/keep"/);
  assert.is((await browser.post(`${order.path}/keep`, { address: NEW })).status, 404);
  await t.close();
});
