import * as assert from "uvu/assert";
import { msat } from "../../../app/domain/money.ts";
import { balances } from "../../../app/payments/balances.ts";
import { askRefund } from "../../../app/payments/outgoing/ask-refund.ts";
import type { RefundRequest } from "../../../app/payments/outgoing/ask-refund.ts";
import { sendDue } from "../../../app/payments/outgoing/send-due.ts";
import { listOwedOrders } from "../../../app/payments/list-owed-orders.ts";
import { sweepInvoices } from "../../../app/payments/sweep-invoices.ts";
import { addProduct, orderFor, placeWithInvoice } from "../../support/shop.ts";
import { suite } from "../../support/suite.ts";
import { askedPayout, assertPaidOnce, openPayoutWorld, TO_ADDRESS } from "./payout-world.ts";
import type { PayoutWorld } from "./payout-world.ts";

const test = suite("payments/outgoing/refund");

/** An order over so many sats, paid with so many more, of which the hub was promised so many. */
async function paidOrder(w: PayoutWorld, sat: bigint, { extraSat = 0n, feeSat = 0n } = {}): Promise<string> {
  const product = await addProduct(w, { priceMinor: sat });
  const order = await placeWithInvoice(w, orderFor(w, product));
  await w.db
    .updateTable("orders")
    .set({ hub_fee_msat: feeSat * 1_000n })
    .where("id", "=", order.orderId)
    .execute();
  await w.node.payAsBuyer(order.bolt11, msat((sat + extraSat) * 1_000n));
  await sweepInvoices(w.observing, w.node);
  return order.orderId;
}

function refund(w: PayoutWorld, orderId: string, sat: bigint, by: RefundRequest["by"] = { personId: "per_owner" }) {
  return askRefund(w, { orderId, amountMsat: msat(sat * 1_000n), destination: TO_ADDRESS, by });
}

test("the buyer fetches what was paid too much, once, with the order's key alone", async () => {
  const w = await openPayoutWorld();
  const before = w.node.spendableMsat();
  const orderId = await paidOrder(w, 10_000n, { extraSat: 3_000n });
  const at = before + 13_000_000n;
  const both = await Promise.all([refund(w, orderId, 3_000n, "buyer"), refund(w, orderId, 3_000n, "buyer")]);
  assert.equal(both.map((result) => ("reason" in result ? result.reason : result.kind)).toSorted(), [
    "asked",
    "nothing-to-refund",
  ]);
  assert.equal((await listOwedOrders(w.db, w.stallId, 5)).orders, []);
  assert.is(await sendDue(w.sending), 1);
  await assertPaidOnce(w, at);
  await w.close();
});

test("a buyer gets nothing of what the order has used", async () => {
  const w = await openPayoutWorld();
  const orderId = await paidOrder(w, 10_000n, { extraSat: 3_000n });
  const refused = await refund(w, orderId, 3_001n, "buyer");
  assert.is(refused.kind === "refused" && refused.reason, "nothing-to-refund");
  await w.close();
});

test("what the shop gives back is taken first from the excess, then from seller and hub, each their share", async () => {
  const w = await openPayoutWorld(1_000n);
  const orderId = await paidOrder(w, 10_000n, { extraSat: 500n, feeSat: 200n });
  const before = await balances(w.db);
  const moved = async () => {
    const now = await balances(w.db);
    return ["liability:refundable", "liability:seller", "income:hub-fee"].map(
      (name) => (now.get(name as never) ?? 0n) - (before.get(name as never) ?? 0n),
    );
  };
  await refund(w, orderId, 5_500n);
  assert.equal(await moved(), [500_000n, 4_900_000n, 100_000n]);
  await refund(w, orderId, 5_000n);
  assert.equal(await moved(), [500_000n, 9_800_000n, 200_000n]);
  const more = await refund(w, orderId, 1n);
  assert.is(more.kind === "refused" && more.reason, "nothing-to-refund");
  await w.close();
});

test("what was earned and paid out already can only be given back from what else the seller has", async () => {
  const w = await openPayoutWorld(1_000n);
  const orderId = await paidOrder(w, 10_000n);
  await askedPayout(w, 10_500n);
  const refused = await refund(w, orderId, 10_000n);
  assert.is(refused.kind === "refused" && refused.reason, "balance-too-low");
  assert.is((await refund(w, orderId, 500n)).kind, "asked");
  await w.close();
});

test("a refund that cannot be sent puts everything back where it was", async () => {
  const w = await openPayoutWorld(1_000n);
  const orderId = await paidOrder(w, 10_000n, { extraSat: 500n, feeSat: 200n });
  const before = await balances(w.db);
  await askRefund(w, {
    orderId,
    amountMsat: msat(5_500_000n),
    by: { personId: "per_owner" },
    destination: { kind: "bolt11", text: await wrongInvoice(w) },
  });
  await sendDue(w.sending);
  const after = await balances(w.db);
  for (const [account, sum] of before) assert.is(after.get(account), sum, account);
  assert.is(after.get("liability:outgoing"), 0n);
  await w.close();
});

async function wrongInvoice(w: PayoutWorld): Promise<string> {
  return (await w.node.invoiceOfBuyer({ amountMsat: msat(1n), expirySeconds: 600 })).bolt11;
}
