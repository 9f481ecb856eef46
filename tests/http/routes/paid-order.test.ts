import { PaymentRequest } from "@cashu/cashu-ts";
import { randomBytes } from "node:crypto";
import * as assert from "uvu/assert";
import { cancel } from "../../../app/orders/cancel.ts";
import { msatFromSat } from "../../../app/domain/money.ts";
import { isRefused } from "../../../app/domain/refusal.ts";
import { issueToken } from "../../../app/ecash/issue-token.ts";
import { receiveToken } from "../../../app/ecash/receive-token.ts";
import { showToken } from "../../../app/ecash/show-token.ts";
import { coinKit } from "../../../app/gateways/mint/coin-kit.ts";
import { openForeign } from "../../ecash/foreign.ts";
import { ecashOf, MINT_URL } from "../../ecash/world.ts";
import { suite } from "../../support/suite.ts";
import { answered, openHub, payOrder, placeOrder, refused } from "../hub.ts";
import type { OrderAnswer, PlacedOrder } from "../hub.ts";

const test = suite("GET /api/v1/orders/{id}/paid");
const t = await openHub();
const { close, ...world } = await ecashOf(t.shop);
const { ecash, token, trouble, mint } = world;
t.hub.ecash = ecash;
test.after(async () => {
  close();
  await t.close();
});

const get = (order: Pick<PlacedOrder, "id" | "key">, cashu?: string) =>
  t.app.request(`/api/v1/orders/${order.id}/paid`, {
    headers: { "Order-Key": order.key, ...(cashu !== undefined && { "X-Cashu": cashu }) },
  });

/** The payment request of a 402. */
async function asked(order: PlacedOrder, cashu?: string): Promise<PaymentRequest> {
  const answer = await get(order, cashu);
  await refused(answer, "payment-required");
  assert.is(answer.status, 402);
  return PaymentRequest.fromEncodedRequest(answer.headers.get("x-cashu") ?? "");
}

/** What a token was not taken for; the sentence stands at the header. */
async function notTaken(order: PlacedOrder, cashu: string): Promise<string> {
  const answer = await get(order, cashu);
  assert.is(answer.status, 400);
  const problem = await refused(answer, "token-not-as-asked");
  assert.is(problem.errors?.[0]?.header, "X-Cashu");
  return problem.errors?.[0]?.detail ?? "";
}

test("a program that asks for a paid order is told what to pay, and has it with the token", async () => {
  const order = await placeOrder(t, { priceMinor: 40n });
  const request = await asked(order);
  assert.equal(
    [request.id, request.amount?.toString(), request.unit, request.mints],
    [order.charge.id, "40", "sat", [MINT_URL]],
  );
  assert.equal(request.transport ?? [], [], "the token comes back with the request");
  const paid = await answered<OrderAnswer>(get(order, await token(40n)), 200);
  assert.equal([paid.state, paid.payments[0]?.rail], ["paid", "ecash"]);
  assert.is((await answered<OrderAnswer>(get(order), 200)).state, "paid");
});

test("the same token sent again pays nothing twice, and where nothing is due none is taken", async () => {
  const order = await placeOrder(t, { priceMinor: 30n });
  const text = await token(30n);
  await answered(get(order, text), 200);
  const more = await token(30n);
  assert.is((await answered<OrderAnswer>(get(order, more), 200)).payments.length, 1);
  assert.is((await answered<OrderAnswer>(get(order, text), 200)).payments.length, 1);
  const other = await placeOrder(t, { priceMinor: 30n });
  assert.match(await notTaken(other, text), "used before");
  await answered(get(other, more), 200);
});

test("many requests with one token pay one order once", async () => {
  const order = await placeOrder(t, { priceMinor: 25n });
  const text = await token(25n);
  const answers = await Promise.all(Array.from({ length: 4 }, async () => get(order, text)));
  assert.ok(answers.every(({ status }) => status === 200 || status === 503));
  assert.is((await answered<OrderAnswer>(get(order, text), 200)).payments.length, 1);
});

test("a token whose mint does not answer is asked for again, and taken once", async () => {
  const order = await placeOrder(t, { priceMinor: 30n });
  const text = await token(30n);
  trouble.push({ path: "/v1/swap", how: "unanswered" });
  const answer = await get(order, text);
  await refused(answer, "token-unsettled");
  assert.is(answer.headers.get("retry-after"), "5");
  const paid = await answered<OrderAnswer>(get(order, text), 200);
  assert.equal([paid.payments.length, paid.paidMsat], [1, "30000"]);
});

test("what is not what was asked for is 400, says why, and stays its sender's", async () => {
  const order = await placeOrder(t, { priceMinor: 50n });
  const good = await token(50n);
  const redeemed = mint.sums().redeemed;
  const keysetIds = (await ecash.mintAt(MINT_URL).keysets()).map(({ id }) => id);
  const proofs = coinKit.read(good, keysetIds) ?? [];
  const written = (mintUrl: string) => coinKit.write({ mint: mintUrl, proofs });
  assert.match(await notTaken(order, "cashuBnonsense"), "no e-cash token");
  assert.match(await notTaken(order, await token(49n)), "worth less");
  assert.match(await notTaken(order, written("https://stranger.example")), "not taken here");
  const bare = coinKit.write({ mint: MINT_URL, proofs: proofs.map((each) => ({ ...each, dleq: undefined })) });
  assert.match(await notTaken(order, bare), "signed");
  assert.is(mint.sums().redeemed, redeemed);
  await answered(get(order, good), 200);
});

test("a token that is locked to a key is 400", async () => {
  const earned = await placeOrder(t, { priceMinor: 90n });
  await answered(get(earned, await token(90n)), 200);
  const key = coinKit.publicKeyOf(randomBytes(32).toString("hex"));
  const lock = { keys: [key], signaturesNeeded: 1, refund: undefined, hash: undefined };
  const issuing = { subject: "locked", mintUrl: MINT_URL, amountMsat: msatFromSat(20n), lock };
  const issued = await issueToken(ecash, issuing);
  if (isRefused(issued)) throw new Error(issued.reason);
  const order = await placeOrder(t, { priceMinor: 20n });
  assert.match(await notTaken(order, (await showToken(ecash, issued.tokenId)) ?? ""), "locked");
});

test("a token that its sender has spent elsewhere is 400", async () => {
  const [order, other] = [await placeOrder(t, { priceMinor: 20n }), await placeOrder(t, { priceMinor: 20n })];
  const text = await token(20n);
  const port = ecash.mintAt(MINT_URL);
  const spent = {
    ...port,
    swap: async () => ({ kind: "refused" as const, reason: "coin-spent" as const, detail: "" }),
  };
  t.hub.ecash = { ...ecash, mintAt: () => spent };
  assert.match(await notTaken(order, text), "did not take");
  t.hub.ecash = ecash;
  await answered(get(other, await token(20n)), 200);
});

test("what the exchange of another mint's token costs is asked for once more", async () => {
  const foreign = await openForeign({ shop: t.shop, ...world });
  t.hub.ecash = foreign.ecash;
  const order = await placeOrder(t, { priceMinor: 200n });
  const rest = await asked(order, await foreign.token(200n));
  const restSat = BigInt(rest.amount?.toString() ?? "0");
  assert.ok(restSat > 0n && restSat < 10n, `${restSat} sat are left to pay`);
  assert.is((await answered<OrderAnswer>(get(order, await token(restSat)), 200)).state, "paid");
  t.hub.ecash = ecash;
  foreign.close();
  await t.shop.db.updateTable("mint").set({ state: "off" }).where("kind", "=", "foreign").execute();
});

test("an order that was paid in another way is there without a token, and of one paid in part the rest is asked for", async () => {
  const order = await placeOrder(t, { priceMinor: 60n });
  await receiveToken(ecash, { chargeId: order.charge.id, token: await token(20n) });
  assert.is((await asked(order)).amount?.toString(), "40");
  await receiveToken(ecash, { chargeId: order.charge.id, token: await token(40n) });
  assert.is((await answered<OrderAnswer>(get(order), 200)).state, "paid");
  const byLightning = await placeOrder(t);
  await payOrder(t, byLightning);
  assert.is((await answered<OrderAnswer>(get(byLightning), 200)).payments[0]?.rail, "lightning");
});

test("an order that has ended cannot be had by paying for it, and nobody pays for one that is not theirs", async () => {
  const order = await placeOrder(t, { priceMinor: 10n });
  await cancel(t.shop, order.id, "buyer");
  const text = await token(10n);
  await refused(get(order, text), "wrong-state");
  const other = await placeOrder(t, { priceMinor: 10n });
  await refused(get({ ...other, key: "x".repeat(43) }, text), "unknown-order");
  await answered(get(other, text), 200);
});

test("a hub that takes no e-cash says so", async () => {
  const plain = await openHub();
  const order = await placeOrder(plain);
  const at = `/api/v1/orders/${order.id}/paid`;
  await refused(plain.app.request(at, { headers: { "Order-Key": order.key } }), "no-ecash");
  await plain.close();
  const here = await placeOrder(t);
  await t.shop.db.updateTable("mint").set({ state: "off" }).execute();
  await refused(get(here), "no-ecash");
  await t.shop.db.updateTable("mint").set({ state: "on" }).where("kind", "=", "own").execute();
});

test("tokens that come in a header are not found in the log", async () => {
  const order = await placeOrder(t, { priceMinor: 15n });
  const text = await token(15n);
  trouble.push({ path: "/v1/swap", how: "not-applied" });
  await get(order, text);
  await get(order, text);
  assert.not.ok(t.logged.join("").includes(text.slice(0, 40)));
});
