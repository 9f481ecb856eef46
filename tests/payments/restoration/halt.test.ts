import * as assert from "uvu/assert";
import { transact } from "../../../app/db/transact.ts";
import { msat } from "../../../app/domain/money.ts";
import { OutcomeUnknown } from "../../../app/domain/outcome.ts";
import { MINUTE_MS } from "../../../app/domain/time.ts";
import { send } from "../../../app/payments/outgoing/send.ts";
import { sendDue } from "../../../app/payments/outgoing/send-due.ts";
import { listFindings } from "../../../app/payments/reconcile/list-findings.ts";
import { reconcileBooks } from "../../../app/payments/reconcile/reconcile-books.ts";
import { bookAsPaid } from "../../../app/payments/restoration/book-as-paid.ts";
import { liftHalt } from "../../../app/payments/restoration/lift-halt.ts";
import { markRestored } from "../../../app/payments/restoration/mark-restored.ts";
import { recognize } from "../../../app/payments/restoration/recognize.ts";
import { sendingHalt } from "../../../app/payments/sending-halt.ts";
import { addPerson } from "../../support/person.ts";
import { suite } from "../../support/suite.ts";
import { askedPayout, assertPaidOnce, openPayoutWorld, payeeInvoice } from "../outgoing/payout-world.ts";
import type { PayoutWorld } from "../outgoing/payout-world.ts";

const test = suite("payments/restoration");

/** The database is as it was some minutes ago; the node is not. */
async function comeBack(w: PayoutWorld): Promise<{ ownerId: string }> {
  const backupAtMs = w.clock();
  w.clock.advance(30n * MINUTE_MS);
  await transact(w.db, (tx) => markRestored(tx, { backupAtMs, now: w.clock(), random: w.random }));
  return { ownerId: (await addPerson(w, "owner")).id };
}

async function compare(w: PayoutWorld) {
  w.clock.advance(5n * MINUTE_MS);
  const { db, clock, random, node } = w;
  await reconcileBooks({ db, clock, random, node, records: node, payer: node, chain: undefined }, "thorough");
  return listFindings(db, "open", 10);
}

/** What the hub did after the backup, in a life that its books know nothing of. */
async function payInLostLife(w: PayoutWorld, amountMsat: bigint): Promise<void> {
  w.clock.advance(MINUTE_MS);
  const bolt11 = await payeeInvoice(w, amountMsat);
  const paid = await w.node.pay({ bolt11, maxFeeMsat: msat(1_000_000n), timeoutMs: 1_000 });
  assert.is(paid.state, "confirmed");
}

/** The node was asked, never heard it, and nobody knows. */
async function leaveOnItsWay(w: PayoutWorld, id: string): Promise<void> {
  const pay = async () => Promise.reject(new OutcomeUnknown("no answer"));
  const { findPayment } = w.node;
  assert.is(await send({ ...w.sending, payer: { pay, findPayment } }, id), "waiting");
  assert.is(await stateOf(w, id), "sending");
}

async function stateOf(w: PayoutWorld, id: string): Promise<string> {
  return (await w.db.selectFrom("outgoing").select("state").where("id", "=", id).executeTakeFirstOrThrow()).state;
}

test("after a return from a backup nothing is sent, neither what is due nor what was on its way", async () => {
  const w = await openPayoutWorld();
  const onItsWay = await askedPayout(w, 20_000n);
  await leaveOnItsWay(w, onItsWay);
  const due = await askedPayout(w, 40_000n);
  await comeBack(w);
  const before = w.node.spendableMsat();
  w.clock.advance(60n * MINUTE_MS);
  assert.is(await sendDue(w.sending), 0);
  assert.equal([await send(w.sending, due), await send(w.sending, onItsWay)], ["waiting", "waiting"]);
  assert.is(w.node.spendableMsat(), before);
  await w.close();
});

test("a payout that the node paid after the backup is recognized and never paid again", async () => {
  const w = await openPayoutWorld();
  const before = w.node.spendableMsat();
  const paid = await askedPayout(w, 40_000n);
  const open = await askedPayout(w, 30_000n);
  const { ownerId } = await comeBack(w);
  const by = { personId: ownerId };
  await payInLostLife(w, 40_000_000n);
  assert.equal(await liftHalt(w, by), { kind: "refused", reason: "not-compared" });
  const [finding, ...others] = await compare(w);
  assert.equal([finding?.kind, finding?.outgoingId, others.length], ["payment-unknown", paid, 0]);
  assert.equal(await liftHalt(w, by), { kind: "refused", reason: "paid-already" });
  const id = finding?.id ?? "";
  assert.equal(await bookAsPaid(w.sending, id, by), { kind: "booked" });
  assert.equal(await bookAsPaid(w.sending, id, by), { kind: "refused", reason: "already-on-its-way" });
  assert.equal([await stateOf(w, paid), await stateOf(w, open)], ["sent", "ready"]);
  await assertPaidOnce(w, before);
  assert.equal(await liftHalt(w, by), { kind: "lifted" });
  assert.is(await sendDue(w.sending), 1);
  assert.equal([await stateOf(w, paid), await stateOf(w, open)], ["sent", "sent"]);
  await assertPaidOnce(w, before);
  assert.equal(await compare(w), [], "the books and the node say the same again");
  await w.close();
});

test("what was being tried when the backup was made is over once another payment is known to have arrived", async () => {
  const w = await openPayoutWorld();
  const before = w.node.spendableMsat();
  const id = await askedPayout(w, 40_000n);
  await leaveOnItsWay(w, id);
  const { ownerId } = await comeBack(w);
  await payInLostLife(w, 40_000_000n);
  const [finding] = await compare(w);
  assert.equal(await bookAsPaid(w.sending, finding?.id ?? "", { personId: ownerId }), { kind: "booked" });
  await liftHalt(w, { personId: ownerId });
  w.clock.advance(60n * MINUTE_MS);
  assert.is(await sendDue(w.sending), 0);
  await assertPaidOnce(w, before);
  const held = await w.db.selectFrom("fee_reservation").select("id").where("state", "=", "held").execute();
  assert.equal(held, [], "no fee is set aside for what is over");
  await w.close();
});

test("a hub that is killed just after it was told which payment it was books it once money leaves again", async () => {
  const w = await openPayoutWorld();
  const before = w.node.spendableMsat();
  const id = await askedPayout(w, 40_000n);
  const { ownerId: personId } = await comeBack(w);
  await payInLostLife(w, 40_000_000n);
  await compare(w);
  const finding = await w.db.selectFrom("finding").selectAll().executeTakeFirstOrThrow();
  const made = await w.node.findPayment(finding.subject);
  if (made?.state !== "confirmed") throw new Error("the node has forgotten it");
  await transact(w.db, (tx) => recognize(tx, w.sending, { finding, made, by: { personId } }));
  assert.is(await stateOf(w, id), "sending");
  assert.is(await sendDue(w.sending), 0);
  await compare(w);
  assert.equal(await liftHalt(w, { personId }), { kind: "lifted" });
  assert.is(await sendDue(w.sending), 1);
  await assertPaidOnce(w, before);
  await w.close();
});

test("two payments of one amount are two, and one that nothing waits for is told without a payout", async () => {
  const w = await openPayoutWorld();
  const waiting = [await askedPayout(w, 10_000n), await askedPayout(w, 10_000n)];
  await comeBack(w);
  for (const amountMsat of [10_000_000n, 10_000_000n, 10_000_000n, 7_000_000n]) await payInLostLife(w, amountMsat);
  const told = (await compare(w)).map(({ outgoingId }) => outgoingId ?? "none");
  assert.equal(told.toSorted(), ["none", "none", ...waiting].toSorted());
  assert.is((await compare(w)).length, 4, "comparing again finds the same");
  await w.close();
});

test("lifting is on record, and closes what was found about that time", async () => {
  const w = await openPayoutWorld();
  const { ownerId } = await comeBack(w);
  await payInLostLife(w, 7_000_000n);
  await compare(w);
  assert.equal(await liftHalt(w, { personId: ownerId }), { kind: "lifted" });
  assert.is(await sendingHalt(w.db), undefined);
  assert.equal(await listFindings(w.db, "open", 5), []);
  assert.equal(await liftHalt(w, { personId: ownerId }), { kind: "refused", reason: "not-halted" });
  const acts = await w.db.selectFrom("event").select("type").where("type", "=", "sending.resumed").execute();
  assert.is(acts.length, 1);
  assert.equal(await compare(w), [], "afterwards other people's payments are nobody's business again");
  await w.close();
});

test("of two returns the older backup and the later return count", async () => {
  const w = await openPayoutWorld();
  const first = w.clock();
  await comeBack(w);
  await transact(w.db, (tx) => markRestored(tx, { backupAtMs: w.clock(), now: w.clock(), random: w.random }));
  assert.equal(await sendingHalt(w.db), { backupAtMs: first, restoredAtMs: w.clock() });
  await w.close();
});
