import { randomBytes } from "node:crypto";
import * as assert from "uvu/assert";
import { transact } from "../../../../app/db/transact.ts";
import { msatFromSat } from "../../../../app/domain/money.ts";
import { isRefused } from "../../../../app/domain/refusal.ts";
import { MINUTE_MS } from "../../../../app/domain/time.ts";
import { tokenMaker } from "../../../../app/ecash/make-token.ts";
import { noteClaimed } from "../../../../app/ecash/note-claimed.ts";
import { receiveToken } from "../../../../app/ecash/receive-token.ts";
import { coinKit } from "../../../../app/gateways/mint/coin-kit.ts";
import { setPayoutRules } from "../../../../app/payments/outgoing/approval-rules.ts";
import { sendDue } from "../../../../app/payments/outgoing/send-due.ts";
import { ecashOf } from "../../../ecash/world.ts";
import { addStall } from "../../../support/shop.ts";
import { suite } from "../../../support/suite.ts";
import { openHub, placeOrder } from "../../hub.ts";
import { comeIn } from "../people/come-in.ts";
import { formIn, wordsOf } from "../visitor.ts";
import type { Answer, Visitor } from "../visitor.ts";

const test = suite("http/pages/money/payout-as-token");
const t = await openHub();
const { ecash, token, close } = await ecashOf(t.shop);
t.hub.ecash = ecash;
const { visitor: seller } = await comeIn(t, "seller");
test.after(async () => {
  close();
  await t.close();
});

const ASK = "/desk/money/token";
const TOKEN = /cashuB[\w-]+={0,2}/;

async function sold(sat: bigint): Promise<void> {
  const order = await placeOrder(t, { priceMinor: sat });
  const taken = await receiveToken(ecash, { chargeId: order.charge.id, token: await token(sat) });
  assert.is(isRefused(taken) ? taken.reason : taken.state, "done");
}

/** Fills in the form, and says yes to how it was understood; answers with the payout's page. */
async function askFor(visitor: Visitor, amount: string, key = "", at = ASK): Promise<Answer> {
  const typed = await visitor.submit(await visitor.get(at), at, { amount, "wallet-key": key });
  return visitor.submit(typed, at);
}

const known: string[] = [];

/** The payout that was asked for last; all have the same time, so their ids say nothing about that. */
async function latest(): Promise<string> {
  const all = await t.hub.db.selectFrom("outgoing").select("id").execute();
  const fresh = all.map(({ id }) => id).filter((id) => !known.includes(id));
  assert.ok(fresh.length <= 1, "two payouts were asked for since the last look");
  known.push(...fresh);
  return known.at(-1) ?? "";
}

const send = () => sendDue({ ...t.hub, payer: t.shop.node, makeToken: tokenMaker(ecash) });

test("a seller asks for a token, sees how it was understood, takes it, and reads that it is in a wallet", async () => {
  await sold(2_000n);
  const money = await seller.get("/desk/money");
  assert.match(money.html, `href="${ASK}"`);
  const check = await seller.submit(await seller.get(ASK), ASK, { amount: "1,200" });
  assert.match(wordsOf(check), /E-cash Where to A token for whoever has it Amount 1,200 sat/);
  assert.equal(await t.hub.db.selectFrom("outgoing").select("id").execute(), [], "looking writes nothing");
  const asked = await seller.submit(check, ASK);
  assert.match(wordsOf(asked), /The payout was written down.*Will be sent next/);
  assert.not.match(asked.html, TOKEN);
  assert.is(await send(), 1);
  const page = await seller.get(`/desk/money/payouts/${await latest()}`);
  assert.match(wordsOf(page), /Good for 1,200 sat.*Sent The token waits to be taken/);
  const text = TOKEN.exec(page.html)?.[0] ?? "";
  assert.is(coinKit.peek(text)?.amountMsat, 1_200_000n);
  assert.match(page.html, /http-equiv="refresh"/, "whoever has no scripts sees it claimed, too");
  const order = await placeOrder(t, { priceMinor: 1_190n });
  await receiveToken(ecash, { chargeId: order.charge.id, token: text });
  await noteClaimed(ecash);
  const after = await seller.get(`/desk/money/payouts/${await latest()}`);
  assert.match(wordsOf(after), /The token over 1,200 sat is in a wallet/);
  assert.not.match(after.html, TOKEN);
  assert.match(after.html, /id="payout"[^>]*data-final/);
});

test("a form that is sent twice asks for one token, and leads to it", async () => {
  await sold(1_000n);
  const check = await seller.submit(await seller.get(ASK), ASK, { amount: "2000" });
  // More than half of what there is: a second one would be refused.
  await seller.submit(check, ASK);
  const first = await latest();
  const again = await seller.submit(check, ASK);
  assert.is(again.status, 200);
  assert.match(wordsOf(again), /Payout · 2,000 sat/);
  assert.is(await latest(), first);
});

test("a token for one wallet names its key before and after it is made", async () => {
  await sold(1_000n);
  const key = coinKit.publicKeyOf(randomBytes(32).toString("hex"));
  const check = await seller.submit(await seller.get(ASK), ASK, { amount: "300", "wallet-key": ` ${key.slice(2)} ` });
  assert.match(wordsOf(check), `Where to 02${key.slice(2)}`);
  await seller.submit(check, ASK);
  await send();
  const page = await seller.get(`/desk/money/payouts/${await latest()}`);
  assert.match(wordsOf(page), `Only the wallet with this key can take it: 02${key.slice(2)}`);
});

test("what is no amount or no key is said in words, and what was typed stays", async () => {
  for (const [amount, key, said] of [
    ["-5", "", /whole sats/],
    ["1.5", "", /whole sats/],
    ["900000000", "", /There is less than that/],
    ["10", "my wallet", /no public key of a wallet/],
  ] as const) {
    const answer = await seller.submit(await seller.get(ASK), ASK, { amount, "wallet-key": key });
    assert.is(answer.status, 422);
    assert.match(wordsOf(answer), said);
    const kept = new Map(formIn(answer.html, ASK).fields);
    assert.equal([kept.get("amount"), kept.get("wallet-key")], [amount, key]);
  }
});

test("what cannot be made now is refused in words that say what to do, and nothing leaves the balance", async () => {
  await sold(1_000n);
  const before = /Yours in the node ([\d,]+ sat)/.exec(wordsOf(await seller.get(ASK)))?.[1];
  const known = await latest();
  const few = await askFor(seller, "");
  assert.is(few.status, 409);
  assert.match(wordsOf(few), /less e-cash here than that. Please choose a smaller sum or another way/);
  await t.hub.db.updateTable("mint").set({ state: "off" }).execute();
  const off = await askFor(seller, "100");
  assert.is(off.status, 422);
  assert.match(wordsOf(off), /The hub’s mint is off now.*Have it over Lightning or on chain/);
  await t.hub.db.updateTable("mint").set({ state: "on" }).execute();
  assert.is(await latest(), known);
  assert.match(wordsOf(await seller.get(ASK)), `Yours in the node ${before}`);
});

test("a hub without a mint offers no token, and has no page for one", async () => {
  const mint = t.hub.ecash;
  t.hub.ecash = undefined;
  assert.not.match((await seller.get("/desk/money")).html, `href="${ASK}"`);
  assert.is((await seller.get(ASK)).status, 404);
  assert.is((await seller.post(ASK, { amount: "100" })).status, 404);
  t.hub.ecash = mint;
});

test("without a fresh proof no token is asked for, and none that was made is shown", async () => {
  await sold(1_000n);
  const { visitor } = await comeIn(t, "seller");
  await askFor(visitor, "300");
  await send();
  const at = `/desk/money/payouts/${await latest()}`;
  assert.match((await visitor.get(at)).html, TOKEN);
  t.shop.clock.advance(5n * MINUTE_MS);
  const page = await visitor.get(at);
  assert.not.match(page.html, TOKEN);
  assert.match(page.html, `href="/account/confirm?wanted=${encodeURIComponent(at)}"`);
  assert.match((await visitor.get(ASK)).html, `href="/account/confirm?wanted=${encodeURIComponent(ASK)}"`);
  assert.is((await visitor.post(ASK, { amount: "100" })).status, 403);
});

test("a stall's token is shown to its people; who runs the hub sees only what they asked for themselves", async () => {
  await sold(1_000n);
  const mine = await comeIn(t, "seller");
  const { visitor: owner } = await comeIn(t, "owner");
  const { visitor: viewer } = await comeIn(t, "viewer");
  const { visitor: other } = await comeIn(t, "seller", "Other", await addStall(t.shop, "elsewhere"));
  const desk = `/owner/stalls/${t.shop.stallId}/desk/money`;
  await askFor(mine.visitor, "300");
  await send();
  const sellers = await latest();
  assert.match((await mine.visitor.get(`/desk/money/payouts/${sellers}`)).html, TOKEN);
  for (const visitor of [owner, viewer]) {
    const page = await visitor.get(`${desk}/payouts/${sellers}`);
    assert.is(page.status, 200);
    assert.not.match(page.html, TOKEN);
    assert.match(wordsOf(page), /shown to them alone/);
  }
  assert.is((await other.get(`/desk/money/payouts/${sellers}`)).status, 404);
  assert.is((await viewer.post(`${desk}/token`, { amount: "100" })).status, 403);
  await askFor(owner, "200", "", `${desk}/token`);
  await send();
  const owners = await latest();
  assert.match((await owner.get(`${desk}/payouts/${owners}`)).html, TOKEN);
  assert.match((await mine.visitor.get(`/desk/money/payouts/${owners}`)).html, TOKEN, "it is the stall's money");
});

test("above the limit two people say yes to a token, and it is made only then", async () => {
  await sold(1_000n);
  const asker = await comeIn(t, "seller");
  const both = [await comeIn(t, "operator", "One"), await comeIn(t, "operator", "Two")];
  const rules = { approvalOverMsat: msatFromSat(200n), dailyCapMsat: msatFromSat(1_000_000n) };
  await transact(t.hub.db, (tx) => setPayoutRules(tx, rules, t.hub.clock()));
  assert.match(wordsOf(await askFor(asker.visitor, "300")), /Waits for two people’s yes/);
  for (const { visitor } of both) {
    assert.is(await send(), 0);
    await visitor.submit(await visitor.get("/owner/outgoing?show=waiting"), /\/approve$/);
  }
  assert.is(await send(), 1);
  assert.match((await asker.visitor.get(`/desk/money/payouts/${await latest()}`)).html, TOKEN);
  const capped = { approvalOverMsat: undefined, dailyCapMsat: msatFromSat(1n) };
  await transact(t.hub.db, (tx) => setPayoutRules(tx, capped, t.hub.clock()));
  assert.is((await askFor(asker.visitor, "100")).status, 409, "the cap of the day");
});
