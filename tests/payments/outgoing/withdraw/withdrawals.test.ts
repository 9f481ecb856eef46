import * as assert from "uvu/assert";
import { msat, msatFromSat } from "../../../../app/domain/money.ts";
import { DAY_MS } from "../../../../app/domain/time.ts";
import { isRefused } from "../../../../app/domain/refusal.ts";
import { askRefund } from "../../../../app/payments/outgoing/ask-refund.ts";
import { forgetWithdrawals } from "../../../../app/payments/outgoing/withdraw/forget-withdrawals.ts";
import { sendDue } from "../../../../app/payments/outgoing/send-due.ts";
import {
  WITHDRAWAL_MS,
  k1Of,
  offerWithdrawal,
  openWithdrawal,
} from "../../../../app/payments/outgoing/withdraw/offer-withdrawal.ts";
import { takeWithdrawal } from "../../../../app/payments/outgoing/withdraw/take-withdrawal.ts";
import { sweepInvoices } from "../../../../app/payments/sweep-invoices.ts";
import { addProduct, orderFor, placeWithInvoice } from "../../../support/shop.ts";
import { suite } from "../../../support/suite.ts";
import { assertPaidOnce, openPayoutWorld, payeeInvoice, TO_ADDRESS } from "../payout-world.ts";

const test = suite("payments/outgoing/withdraw");

const OWED = msatFromSat(3_000n);

/** An order that was paid with 3,000 sat too much, and a code for those. */
async function world() {
  const w = await openPayoutWorld(1_000n);
  const product = await addProduct(w, { priceMinor: 10_000n });
  const { orderId, bolt11 } = await placeWithInvoice(w, orderFor(w, product));
  await w.node.payAsBuyer(bolt11, msatFromSat(13_000n));
  await sweepInvoices(w.observing, w.node);
  const deps = { ...w.placing, payee: w.sending.payee };
  const id = await offerWithdrawal(deps, { orderId, amountMsat: OWED });
  const k1 = k1Of(deps.secretKey, id);
  const take = async (invoice: string, by = k1) => {
    const taken = await takeWithdrawal(deps, { k1: by, invoice });
    return isRefused(taken) ? taken.reason : taken.kind;
  };
  return { ...w, deps, orderId, id, k1, take, before: w.node.spendableMsat() };
}

test("a wallet fetches what is owed once, by one invoice over exactly that", async () => {
  const w = await world();
  assert.match(w.k1, /^[0-9a-f]{64}$/);
  const invoice = await payeeInvoice(w, OWED);
  const other = await payeeInvoice(w, OWED);
  const both = await Promise.all([w.take(invoice), w.take(other)]);
  assert.equal(both.toSorted(), ["taken", "withdrawal-over"]);
  assert.is(await openWithdrawal(w.deps, { id: w.id, orderId: w.orderId }), undefined);
  assert.is(await sendDue(w.sending), 1);
  await assertPaidOnce(w, w.before);
  await w.close();
});

test("a wallet that did not hear the answer may say the same again, and another invoice is refused", async () => {
  const w = await world();
  const invoice = await payeeInvoice(w, OWED);
  assert.equal(await Promise.all([w.take(invoice), w.take(invoice)]), ["taken", "taken"]);
  assert.is(await w.take(invoice), "taken");
  assert.is(await w.take(await payeeInvoice(w, OWED)), "withdrawal-over");
  assert.is((await w.db.selectFrom("outgoing").select("id").execute()).length, 1);
  await w.close();
});

test("another amount, no invoice, or an address takes nothing, and the code stays good", async () => {
  const w = await world();
  for (const text of [await payeeInvoice(w, OWED + 1_000n), "nonsense", TO_ADDRESS.text, ""])
    assert.is(await w.take(text), "payee-invoice-wrong", text);
  assert.is(await w.take(await payeeInvoice(w, OWED)), "taken");
  await w.close();
});

test("a code that is unknown or too old is worth nothing, nor one for what went back in another way", async () => {
  const w = await world();
  const invoice = await payeeInvoice(w, OWED);
  assert.is(await w.take(invoice, "00".repeat(32)), "withdrawal-over");
  const refund = { orderId: w.orderId, amountMsat: msat(1_000n), destination: TO_ADDRESS, by: "buyer" } as const;
  assert.is((await askRefund(w, refund)).kind, "asked");
  assert.is(await w.take(invoice), "nothing-to-refund");
  w.clock.advance(WITHDRAWAL_MS);
  assert.is(await w.take(await payeeInvoice(w, OWED)), "withdrawal-over");
  assert.is(await openWithdrawal(w.deps, { id: w.id, orderId: w.orderId }), undefined);
  await w.close();
});

test("codes that nobody used are forgotten after a day, those that were used are not", async () => {
  const w = await world();
  await w.take(await payeeInvoice(w, OWED));
  await offerWithdrawal(w.deps, { orderId: w.orderId, amountMsat: OWED });
  const states = async () => (await w.db.selectFrom("withdrawal").select("state").execute()).map(({ state }) => state);
  await forgetWithdrawals(w.deps);
  assert.is((await states()).length, 2);
  w.clock.advance(WITHDRAWAL_MS + DAY_MS + 1n);
  await forgetWithdrawals(w.deps);
  assert.equal(await states(), ["used"]);
  await w.close();
});

test("what the wallet's invoice could not be paid by is owed again", async () => {
  const w = await world();
  await w.take(await payeeInvoice(w, OWED));
  const failing = { ...w.node, pay: async () => ({ state: "failed", reason: "invalid-invoice" }) as const };
  await sendDue({ ...w.sending, payer: failing });
  w.clock.advance(3_600_000n);
  await sendDue({ ...w.sending, payer: failing });
  w.clock.advance(3_600_000n);
  await sendDue({ ...w.sending, payer: failing });
  const row = await w.db
    .selectFrom("owed")
    .select("amount_msat")
    .where("order_id", "=", w.orderId)
    .executeTakeFirstOrThrow();
  assert.is(row.amount_msat, OWED);
  await w.close();
});
