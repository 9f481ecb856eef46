import * as assert from "uvu/assert";
import { transact } from "../../../../app/db/transact.ts";
import { msatFromSat } from "../../../../app/domain/money.ts";
import { setBudget } from "../../../../app/payments/fee-budget/set-budget.ts";
import { setPayoutRules } from "../../../../app/payments/outgoing/approval-rules.ts";
import { addStall } from "../../../support/shop.ts";
import { suite } from "../../../support/suite.ts";
import { formIn, wordsOf } from "../visitor.ts";
import type { Visitor } from "../visitor.ts";
import { comeIn } from "../people/come-in.ts";
import { ADDRESS, openMoneyWorld, sold, walletInvoice } from "./money-world.ts";
import type { MoneyWorld } from "./money-world.ts";

const test = suite("http/pages/money/payouts");

const PAYOUTS = "/desk/money/payouts";

/** Fills in the form, and says yes to how it was understood. */
async function askFor(visitor: Visitor, amount: string, destination = ADDRESS) {
  const typed = await visitor.submit(await visitor.get("/desk/money"), PAYOUTS, { amount, destination });
  return visitor.submit(typed, PAYOUTS);
}

async function outgoingOf(t: MoneyWorld): Promise<{ id: string; state: string; amount_msat: bigint }[]> {
  return t.hub.db.selectFrom("outgoing").select(["id", "state", "amount_msat"]).orderBy("id").execute();
}

test("a seller asks for a part, sees how it was understood, and later that it was sent", async () => {
  const t = await openMoneyWorld();
  await sold(t, 50_000n);
  const { visitor } = await comeIn(t, "seller");
  const page = await visitor.get("/desk/money");
  assert.match(wordsOf(page), /Yours in the node 50,000 sat/);
  const check = await visitor.submit(page, PAYOUTS, { amount: "20,000", destination: ` ${ADDRESS.toUpperCase()} ` });
  assert.match(wordsOf(check), /Lightning address Where to mina@wallet\.example Amount 20,000 sat/);
  assert.equal(await outgoingOf(t), [], "looking writes nothing");
  const asked = await visitor.submit(check, PAYOUTS);
  assert.match(wordsOf(asked), /Yours in the node 30,000 sat On its way to you 20,000 sat/);
  assert.match(wordsOf(asked), /Will be sent next/);
  assert.is(await t.send(), 1);
  assert.match(wordsOf(await visitor.get("/desk/money")), /Sent Fee: [\d.,]+ sat 20,000 sat/);
  await t.close();
});

test("a form that is sent twice asks for the money once", async () => {
  const t = await openMoneyWorld();
  await sold(t, 50_000n);
  const { visitor } = await comeIn(t, "seller");
  const typed = { amount: "20000", destination: ADDRESS };
  const check = await visitor.submit(await visitor.get("/desk/money"), PAYOUTS, typed);
  await visitor.submit(check, PAYOUTS);
  assert.is((await visitor.submit(check, PAYOUTS)).status, 200);
  assert.is((await outgoingOf(t)).length, 1);
  await t.close();
});

test("without an amount everything goes, to the sat", async () => {
  const t = await openMoneyWorld();
  await sold(t, 50_000n);
  const { visitor } = await comeIn(t, "seller");
  assert.match(wordsOf(await askFor(visitor, "")), /Yours in the node 0 sat On its way to you 50,000 sat/);
  await t.close();
});

test("what is no destination or no amount is said in words, and what was typed stays", async () => {
  const t = await openMoneyWorld();
  await sold(t, 50_000n);
  const { visitor } = await comeIn(t, "seller");
  const another = await walletInvoice(t, 7_000n);
  for (const [amount, destination, said] of [
    ["1000", "bc1qnotlightning", /no Lightning address, LNURL, invoice or address on chain/],
    ["1000", "https://evil.example/", /no Lightning address, LNURL, invoice or address on chain/],
    ["-5", ADDRESS, /whole sats/],
    ["1.5", ADDRESS, /whole sats/],
    ["50001", ADDRESS, /There is less than that: 50,000 sat/],
    ["1000", another, /not for this amount/],
  ] as const) {
    const page = await visitor.get("/desk/money");
    const answer = await visitor.submit(page, PAYOUTS, { amount, destination });
    assert.is(answer.status, 422, destination);
    assert.match(wordsOf(answer), said);
    const kept = new Map(formIn(answer.html, PAYOUTS).fields);
    assert.equal([kept.get("amount"), kept.get("destination")], [amount, destination]);
  }
  assert.equal(await outgoingOf(t), []);
  await t.close();
});

test("above the limit two people say yes, each once, and only then it is sent", async () => {
  const t = await openMoneyWorld();
  await sold(t, 50_000n);
  const rules = { approvalOverMsat: msatFromSat(10_000n), dailyCapMsat: undefined };
  await transact(t.hub.db, (tx) => setPayoutRules(tx, rules, t.hub.clock()));
  const seller = await comeIn(t, "seller");
  const owner = await comeIn(t, "owner");
  const operator = await comeIn(t, "operator");
  assert.match(wordsOf(await askFor(seller.visitor, "20000")), /Waits for two people’s yes/);
  const list = await owner.visitor.get("/owner/outgoing?show=waiting");
  const first = await owner.visitor.submit(list, /\/approve$/);
  assert.match(wordsOf(first), /Your yes was written down/);
  assert.is((await owner.visitor.submit(list, /\/approve$/)).status, 409, "the same person cannot be both");
  assert.is(await t.send(), 0);
  const second = await operator.visitor.get("/owner/outgoing");
  assert.match(wordsOf(await operator.visitor.submit(second, /\/approve$/)), /Will be sent next/);
  assert.is(await t.send(), 1);
  await t.close();
});

test("a payout that waits can be taken back, by its seller and by whoever runs the hub", async () => {
  const t = await openMoneyWorld();
  await sold(t, 50_000n);
  const seller = await comeIn(t, "seller");
  const owner = await comeIn(t, "owner");
  const asked = await askFor(seller.visitor, "20000");
  assert.match(wordsOf(await seller.visitor.submit(asked, /\/cancel$/)), /taken back.*Yours in the node 50,000 sat/);
  await askFor(seller.visitor, "30000");
  await owner.visitor.submit(await owner.visitor.get("/owner/outgoing"), /\/cancel$/);
  assert.match(wordsOf(await seller.visitor.get("/desk/money")), /Yours in the node 50,000 sat/);
  assert.is(await t.send(), 0);
  await t.close();
});

test("a seller neither sees nor touches another stall's payouts", async () => {
  const t = await openMoneyWorld();
  await sold(t, 50_000n);
  const seller = await comeIn(t, "seller");
  await askFor(seller.visitor, "20000");
  const elsewhere = await addStall(t.shop, "elsewhere");
  const other = await comeIn(t, "seller", "Other", elsewhere);
  assert.not.match(wordsOf(await other.visitor.get("/desk/money")), /20,000|wallet\.example/);
  const [payout] = await outgoingOf(t);
  assert.is((await other.visitor.post(`${PAYOUTS}/${payout?.id}/cancel`, {})).status, 404);
  assert.is((await other.visitor.post(`/owner/outgoing/${payout?.id}/approve`, { revision: "1" })).status, 403);
  assert.is((await other.visitor.get(`/owner/stalls/${t.shop.stallId}/desk/money`)).status, 403);
  assert.equal(
    (await outgoingOf(t)).map(({ state }) => state),
    ["ready"],
  );
  await t.close();
});

test("without a fresh proof the page leads to one, and nothing is asked", async () => {
  const t = await openMoneyWorld();
  await sold(t, 50_000n);
  const { visitor } = await comeIn(t, "seller");
  t.shop.clock.advance(5n * 60_000n);
  const page = await visitor.get("/desk/money");
  assert.match(page.html, /href="\/account\/confirm\?wanted=%2Fdesk%2Fmoney"/);
  assert.is((await visitor.post(PAYOUTS, { amount: "1", destination: ADDRESS })).status, 403);
  assert.equal(await outgoingOf(t), []);
  await t.close();
});

test("for a day after a backup sheet no money is asked for, and the page says why", async () => {
  const t = await openMoneyWorld();
  await sold(t, 50_000n);
  const { visitor, id } = await comeIn(t, "seller");
  const until = t.hub.clock() + 60_000n;
  await t.hub.db.updateTable("person").set({ hold_until_ms: until }).where("id", "=", id).execute();
  const answer = await askFor(visitor, "20000");
  assert.is(answer.status, 403);
  assert.match(wordsOf(answer), /backup sheet/);
  assert.equal(await outgoingOf(t), []);
  await t.close();
});

test("a spent fee budget is said in words, and what waits is tried again", async () => {
  const t = await openMoneyWorld();
  await sold(t, 50_000n);
  const budget = { purpose: "payout", period: "day", capMsat: 0n, capPpm: 5_000n } as const;
  await transact(t.hub.db, (tx) => setBudget(tx, budget, t.hub.clock()));
  const { visitor } = await comeIn(t, "seller");
  await askFor(visitor, "20000");
  assert.is(await t.send(), 0);
  assert.match(
    wordsOf(await visitor.get("/desk/money")),
    /Tried again .* fee budget is smaller than what this may cost/,
  );
  await t.close();
});

test("the owner changes limits and budgets, and sees what is used and how long it lasts", async () => {
  const t = await openMoneyWorld();
  await sold(t, 50_000n);
  const owner = await comeIn(t, "owner");
  const seller = await comeIn(t, "seller");
  const page = await owner.visitor.get("/owner/money-rules");
  assert.match(wordsOf(page), /No fees were paid in the last 14 days/);
  const typed = {
    approval: "40,000",
    cap: "45000",
    "payout-budget": "300",
    "payout-period": "week",
    "payout-share": "0.5",
  };
  const saved = await owner.visitor.submit(page, "/owner/money-rules", typed);
  assert.match(wordsOf(saved), /Saved/);
  await askFor(seller.visitor, "30000");
  assert.is((await askFor(seller.visitor, "16000")).status, 409, "the cap of the day");
  await t.send();
  const after = wordsOf(await owner.visitor.get("/owner/money-rules"));
  assert.match(after, /of 300 sat/);
  assert.match(after, /lasts about \d+ days?/);
  const wrong = await owner.visitor.submit(saved, "/owner/money-rules", { "payout-budget": "much", approval: "7" });
  assert.is(wrong.status, 422);
  assert.is(new Map(formIn(wrong.html, "/owner/money-rules").fields).get("payout-budget"), "much");
  const operator = await comeIn(t, "operator");
  assert.is((await operator.visitor.post("/owner/money-rules", typed)).status, 403);
  await t.close();
});
