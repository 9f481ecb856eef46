import * as assert from "uvu/assert";
import { coinKit } from "../../../app/gateways/mint/coin-kit.ts";
import { ecashOf, MINT_URL } from "../../ecash/world.ts";
import { suite } from "../../support/suite.ts";
import { answered, openHub, placeOrder, posted, refused } from "../hub.ts";
import type { OrderAnswer } from "../hub.ts";

const test = suite("/api/v1/charges/{chargeId}/ecash");
const t = await openHub();
const { ecash, token, trouble, close } = await ecashOf(t.shop);
const keysetIds = (await ecash.mintAt(MINT_URL).keysets()).map(({ id }) => id);
t.hub.ecash = ecash;
test.after(async () => {
  close();
  await t.close();
});

type Taken = { state: string; amountMsat: string };

/** What a wallet sends for a payment request (NUT-18), made of a token. */
function delivery(text: string) {
  const proofs = coinKit.read(text, keysetIds) ?? [];
  return {
    id: "asked",
    mint: MINT_URL,
    unit: "sat",
    unknown: "ignored",
    proofs: proofs.map(({ keysetId: id, amountMsat, secret, signature: C, dleq }) => ({
      id,
      amount: Number(amountMsat / 1_000n),
      secret,
      C,
      dleq,
    })),
  };
}

const bring = (chargeId: string, body: unknown, headers: Record<string, string> = {}) =>
  t.app.request(`/api/v1/charges/${chargeId}/ecash`, posted(body, headers));

const stateOf = async ({ id, key }: { id: string; key: string }) =>
  (await answered<OrderAnswer>(t.app.request(`/api/v1/orders/${id}`, { headers: { "Order-Key": key } }), 200)).state;

test("a wallet brings coins for an order, and asking again tells what became of them", async () => {
  const order = await placeOrder(t, { priceMinor: 40n });
  const body = delivery(await token(40n));
  assert.equal(await answered<Taken>(bring(order.charge.id, body), 200), { state: "done", amountMsat: "40000" });
  assert.is(await stateOf(order), "paid");
  assert.equal(await answered<Taken>(bring(order.charge.id, body), 200), { state: "done", amountMsat: "40000" });
  const other = await placeOrder(t, { priceMinor: 40n });
  await refused(bring(other.charge.id, body), "token-spent");
});

test("coins whose mint does not answer wait, and are taken when they are brought again", async () => {
  const order = await placeOrder(t, { priceMinor: 30n });
  const body = delivery(await token(30n));
  trouble.push({ path: "/v1/swap", how: "unanswered" });
  assert.is((await answered<Taken>(bring(order.charge.id, body), 200)).state, "waiting");
  assert.is((await answered<Taken>(bring(order.charge.id, body), 200)).state, "done");
  assert.is(await stateOf(order), "paid");
});

test("a wallet that is a web page may bring coins from anywhere", async () => {
  const order = await placeOrder(t, { priceMinor: 20n });
  const at = `/api/v1/charges/${order.charge.id}/ecash`;
  const from = { Origin: "https://wallet.example", "Sec-Fetch-Site": "cross-site" };
  const asked = await t.app.request(at, {
    method: "OPTIONS",
    headers: { ...from, "Access-Control-Request-Method": "POST" },
  });
  assert.is(asked.headers.get("access-control-allow-origin"), "*");
  const answer = await bring(order.charge.id, delivery(await token(20n)), from);
  assert.is(answer.status, 200);
  assert.is(answer.headers.get("access-control-allow-origin"), "*");
});

test("what cannot be taken is refused with what to do, and stays its sender's", async () => {
  const order = await placeOrder(t, { priceMinor: 10n });
  const body = delivery(await token(10n));
  await refused(bring(order.charge.id, { ...body, mint: "https://other.example" }), "mint-not-taken");
  await refused(bring(order.charge.id, { ...body, unit: "usd" }), "token-wrong-unit");
  await refused(
    bring(order.charge.id, { ...body, proofs: body.proofs.map(({ dleq: _dleq, ...coin }) => coin) }),
    "token-forged",
  );
  await refused(bring(order.charge.id, { ...body, proofs: [] }), "invalid-input");
  await refused(bring("chg_00000000000000000000000000", body), "unknown-order");
  assert.is((await answered<Taken>(bring(order.charge.id, body), 200)).state, "done");
});

test("a hub without a mint takes none", async () => {
  const plain = await openHub();
  const answer = plain.app.request(
    "/api/v1/charges/chg_00000000000000000000000000/ecash",
    posted(delivery(await token(5n))),
  );
  await refused(answer, "no-ecash");
  await plain.close();
});

test("a token that a buyer puts in pays the order; one that is not taken stands in the form with why", async () => {
  const order = await placeOrder(t, { priceMinor: 50n });
  const page = `/orders/${order.id}/${order.key}`;
  const put = (text: string) =>
    t.app.request(`${page}/ecash`, {
      method: "POST",
      headers: { "Content-Type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({ token: text }).toString(),
    });
  const wrong = await put("cashuBnonsense");
  assert.is(wrong.status, 422);
  const shown = await wrong.text();
  assert.match(shown, "no e-cash token");
  assert.match(shown, "cashuBnonsense");
  assert.match(shown, "creqA");
  const taken = await put(`  ${await token(50n)}\n`);
  assert.equal([taken.status, taken.headers.get("location")], [303, page]);
  assert.is(await stateOf(order), "paid");
});

test("neither coins nor tokens are found in the log", async () => {
  const order = await placeOrder(t, { priceMinor: 15n });
  const text = await token(15n);
  const body = delivery(text);
  trouble.push({ path: "/v1/swap", how: "not-applied" });
  await bring(order.charge.id, body);
  const lines = t.logged.join("");
  for (const { secret, C } of body.proofs) for (const each of [secret, C]) assert.not.ok(lines.includes(each));
  assert.not.ok(lines.includes(text.slice(0, 40)));
});
