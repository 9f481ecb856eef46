import * as assert from "uvu/assert";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../../app/domain/time.ts";
import { NotApplied } from "../../../app/domain/outcome.ts";
import { balances } from "../../../app/payments/balances.ts";
import { cancelOutgoing } from "../../../app/payments/outgoing/cancel-outgoing.ts";
import { send } from "../../../app/payments/outgoing/send.ts";
import { sendDue } from "../../../app/payments/outgoing/send-due.ts";
import { suite } from "../../support/suite.ts";
import { askedPayout, assertPaidOnce, openPayoutWorld, payeeInvoice } from "./payout-world.ts";
import type { PayoutWorld } from "./payout-world.ts";

const test = suite("payments/outgoing/send");

async function stateOf(w: PayoutWorld, id: string) {
  const row = await w.db.selectFrom("outgoing").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
  return [row.state, row.reason];
}

async function sellerOwed(w: PayoutWorld): Promise<bigint> {
  return -((await balances(w.db)).get("liability:seller") ?? 0n);
}

test("a payout leaves the seller's balance when it is asked for, and arrives once", async () => {
  const w = await openPayoutWorld();
  const before = w.node.spendableMsat();
  const id = await askedPayout(w, 40_000n);
  assert.is(await sellerOwed(w), 60_000_000n);
  assert.is(await send(w.sending, id), "sent");
  assert.is(await send(w.sending, id), "waiting");
  assert.equal(await stateOf(w, id), ["sent", ""]);
  const sums = await balances(w.db);
  assert.is(sums.get("liability:outgoing"), 0n);
  assert.is(sums.get("expense:routing"), 41_000n, "one sat and a thousandth of the amount");
  await assertPaidOnce(w, before);
  await w.close();
});

for (const destination of ["an address", "an invoice"] as const) {
  test(`a payout to ${destination} whose answer was lost is looked up, not sent again`, async () => {
    const w = await openPayoutWorld();
    const before = w.node.spendableMsat();
    const text = destination === "an invoice" ? await payeeInvoice(w, 40_000_000n) : "";
    const to = text === "" ? undefined : ({ kind: "bolt11", text } as const);
    const id = await askedPayout(w, 40_000n, to);
    w.node.faults.next("pay", "applied-but-unanswered");
    assert.is(await send(w.sending, id), "waiting");
    assert.equal(await stateOf(w, id), ["sending", ""]);
    assert.is(await sendDue(w.sending), 1);
    assert.is(w.invoicesGiven.length, 1, "another invoice was asked for while the first may have been paid");
    await assertPaidOnce(w, before);
    await w.close();
  });

  test(`a payout to ${destination} that never left the hub is sent on the next try`, async () => {
    const w = await openPayoutWorld();
    const before = w.node.spendableMsat();
    const text = destination === "an invoice" ? await payeeInvoice(w, 40_000_000n) : "";
    const id = await askedPayout(w, 40_000n, text === "" ? undefined : { kind: "bolt11", text });
    w.node.faults.next("pay", "not-applied");
    await send(w.sending, id);
    w.clock.advance(2n * MINUTE_MS);
    assert.is(await sendDue(w.sending), 1);
    await assertPaidOnce(w, before);
    await w.close();
  });
}

test("while the node cannot say what became of it, nothing else is tried", async () => {
  const w = await openPayoutWorld();
  const before = w.node.spendableMsat();
  const id = await askedPayout(w, 40_000n);
  w.node.faults.next("pay", "applied-but-unanswered");
  await send(w.sending, id);
  for (let days = 0; days < 3; days += 1) {
    w.clock.advance(DAY_MS);
    w.node.faults.next("findPayment", "not-applied");
    assert.is(await sendDue(w.sending), 0);
    assert.equal(await stateOf(w, id), ["sending", ""]);
  }
  assert.is(await sendDue(w.sending), 1);
  assert.is(w.invoicesGiven.length, 1);
  await assertPaidOnce(w, before);
  await w.close();
});

test("ten processes that send the same payout at once pay it once", async () => {
  const w = await openPayoutWorld();
  const before = w.node.spendableMsat();
  const id = await askedPayout(w, 40_000n);
  const results = await Promise.all(Array.from({ length: 10 }, () => send(w.sending, id)));
  assert.is(results.filter((result) => result === "sent").length, 1);
  await assertPaidOnce(w, before);
  await w.close();
});

for (const first of ["pays", "fails"] as const) {
  test(`whoever gets the payee's invoice when another process ${first} with its own pays no second one`, async () => {
    const w = await openPayoutWorld();
    const before = w.node.spendableMsat();
    const id = await askedPayout(w, 40_000n);
    const [asked, answer] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const invoiceFrom: typeof w.sending.payee.invoiceFrom = async (...to) => {
      asked.resolve();
      await answer.promise;
      return w.sending.payee.invoiceFrom(...to);
    };
    const slow = send({ ...w.sending, payee: { ...w.sending.payee, invoiceFrom } }, id);
    await asked.promise;
    const quick = first === "pays" ? w.sending : { ...w.sending, payer: { ...w.node, pay: failing("no-route") } };
    assert.is(await send(quick, id), first === "pays" ? "sent" : "postponed");
    answer.resolve();
    assert.is(await slow, "waiting");
    w.clock.advance(3n * MINUTE_MS);
    assert.is(await sendDue(w.sending), first === "pays" ? 0 : 1);
    assert.equal(await stateOf(w, id), ["sent", ""]);
    await assertPaidOnce(w, before);
    await w.close();
  });
}

test("a payout that nobody can reach is tried again later and at last goes back to the seller", async () => {
  const w = await openPayoutWorld();
  const before = w.node.spendableMsat();
  const id = await askedPayout(w, 40_000n);
  const invoiceFrom = () => Promise.reject(new NotApplied("no connection"));
  const deaf = { ...w.sending, payee: { ...w.sending.payee, invoiceFrom } };
  for (let tries = 0; tries < 40; tries += 1) {
    await sendDue(deaf);
    w.clock.advance(6n * HOUR_MS);
  }
  assert.equal(await stateOf(w, id), ["cancelled", "unreachable"]);
  assert.is(await sellerOwed(w), 100_000_000n);
  await assertPaidOnce(w, before);
  await w.close();
});

test("an invoice that was tried and may still be paid is tried again; only then another is asked for", async () => {
  const w = await openPayoutWorld(100_000n);
  const before = w.node.spendableMsat();
  const id = await askedPayout(w, 40_000n);
  const poor = { ...w.sending, payer: { ...w.node, pay: failing("no-route") } };
  assert.is(await send(poor, id), "postponed");
  w.clock.advance(3n * MINUTE_MS);
  await sendDue(poor);
  assert.is(w.invoicesGiven.length, 1, "the first invoice holds ten minutes");
  w.clock.advance(20n * MINUTE_MS);
  assert.is(await sendDue(w.sending), 1);
  assert.is(w.invoicesGiven.length, 2);
  await assertPaidOnce(w, before);
  await w.close();
});

test("an invoice that was paid after all is not followed by another", async () => {
  const w = await openPayoutWorld();
  const before = w.node.spendableMsat();
  const id = await askedPayout(w, 40_000n);
  // The node says no, and somebody who was asked to pay the same invoice a moment ago pays it.
  const late = {
    ...w.sending,
    payer: { ...w.node, pay: async (request: Parameters<typeof w.node.pay>[0]) => (await w.node.pay(request), failed) },
  };
  assert.is(await send(late, id), "postponed");
  w.clock.advance(30n * MINUTE_MS);
  await sendDue(w.sending);
  assert.equal(await stateOf(w, id), ["sent", ""]);
  assert.is(w.invoicesGiven.length, 1);
  await assertPaidOnce(w, before);
  await w.close();
});

test("what may still be paid cannot be taken back", async () => {
  const w = await openPayoutWorld();
  const id = await askedPayout(w, 40_000n);
  await send({ ...w.sending, payer: { ...w.node, pay: failing("no-route") } }, id);
  const by = { personId: w.sellerId };
  const refused = await cancelOutgoing(w, { id }, by);
  assert.is(refused.kind === "refused" && refused.reason, "already-on-its-way");
  w.clock.advance(HOUR_MS);
  assert.is((await cancelOutgoing(w, { id, stallId: "stl_other" }, by)).kind, "refused");
  assert.is((await cancelOutgoing(w, { id, stallId: w.stallId }, by)).kind, "cancelled");
  assert.is(await sellerOwed(w), 100_000_000n);
  await w.close();
});

test("of two payouts of one stall the second waits for the first", async () => {
  const w = await openPayoutWorld();
  const before = w.node.spendableMsat();
  const [first, second] = [await askedPayout(w, 40_000n), await askedPayout(w, 30_000n)];
  w.node.faults.next("pay", "applied-but-unanswered");
  await send(w.sending, first);
  assert.is(await send(w.sending, second), "waiting");
  assert.is(await sendDue(w.sending), 2);
  await assertPaidOnce(w, before);
  await w.close();
});

const failed = { state: "failed", reason: "no-route" } as const;

function failing(reason: "no-route") {
  return async () => ({ state: "failed" as const, reason });
}
