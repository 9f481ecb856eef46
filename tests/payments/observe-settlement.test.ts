import * as assert from "uvu/assert";
import { msat } from "../../app/domain/money.ts";
import { MINUTE_MS, unixMs } from "../../app/domain/time.ts";
import type { Settlement } from "../../app/gateways/lightning/port.ts";
import { cancel } from "../../app/orders/cancel.ts";
import { expireDue } from "../../app/orders/expire.ts";
import { findOrder } from "../../app/orders/find-order.ts";
import { readEvents } from "../../app/orders/read-events.ts";
import { readCursor } from "../../app/payments/advance-cursor.ts";
import { balances } from "../../app/payments/balances.ts";
import { observeSettlement } from "../../app/payments/observe-settlement.ts";
import { addProduct, assertSound, openShop, orderFor, placeWithInvoice } from "../support/shop.ts";
import type { Shop } from "../support/shop.ts";
import { suite } from "../support/suite.ts";

const test = suite("payments/observe-settlement");
const opened: Shop[] = [];
test.after(async () => {
  for (const shop of opened) await shop.close();
});

async function shopWithOrder(spec: Parameters<typeof addProduct>[1] = {}) {
  const shop = await openShop();
  opened.push(shop);
  const product = await addProduct(shop, spec);
  const order = await placeWithInvoice(shop, orderFor(shop, product));
  return { shop, product, order };
}

function settled(shop: Shop, paymentHash: string, amountMsat: bigint, settleIndex = 1n): Settlement {
  return { paymentHash, receivedMsat: msat(amountMsat), settledAtMs: unixMs(shop.clock()), settleIndex };
}

async function expireOrder(shop: Shop): Promise<void> {
  shop.clock.advance(16n * MINUTE_MS);
  assert.is(await expireDue(shop.observing, shop.node), 1);
}

async function stockOf(shop: Shop, variantId: string | undefined) {
  return shop.db
    .selectFrom("stock")
    .select(["on_hand", "reserved"])
    .where("variant_id", "=", variantId ?? "")
    .executeTakeFirst();
}

test("the exact amount pays the order, takes the stock and owes it to the seller", async () => {
  const { shop, product, order } = await shopWithOrder({ stock: 3n });
  assert.is(await observeSettlement(shop.observing, settled(shop, order.paymentHash, 2_000_000n)), "paid");
  const paid = await findOrder(shop.db, order.orderId);
  assert.is(paid?.state, "paid");
  assert.is(paid?.charge.state, "paid");
  assert.is(paid?.refundableMsat, 0n);
  assert.equal(await stockOf(shop, product.variantIds[0]), { on_hand: 2n, reserved: 0n });
  assert.equal(Object.fromEntries(await balances(shop.db)), {
    "asset:lightning": 2_000_000n,
    "liability:seller": -2_000_000n,
  });
  await assertSound(shop);
});

test("the same settlement reported again, even at the same moment, is one payment", async () => {
  const { shop, order } = await shopWithOrder({ stock: 3n });
  const settlement = settled(shop, order.paymentHash, 2_000_000n);
  const results = await Promise.all(Array.from({ length: 10 }, () => observeSettlement(shop.observing, settlement)));
  assert.is(results.filter((result) => result === "paid").length, 1);
  assert.is(results.filter((result) => result === "known").length, 9);
  assert.is((await findOrder(shop.db, order.orderId))?.payments.length, 1);
  await assertSound(shop);
});

test("what was paid too much is kept for the buyer", async () => {
  const { shop, order } = await shopWithOrder();
  assert.is(await observeSettlement(shop.observing, settled(shop, order.paymentHash, 2_500_000n)), "paid");
  const paid = await findOrder(shop.db, order.orderId);
  assert.equal([paid?.paidMsat, paid?.refundableMsat, paid?.payments[0]?.reason], [2_500_000n, 500_000n, "overpaid"]);
  assert.is((await balances(shop.db)).get("liability:refundable"), -500_000n);
  await assertSound(shop);
});

test("too little pays nothing, waits for the rest, and goes back to the buyer when the order ends", async () => {
  const { shop, order } = await shopWithOrder();
  assert.is(await observeSettlement(shop.observing, settled(shop, order.paymentHash, 1_999_999n)), "part");
  const open = await findOrder(shop.db, order.orderId);
  assert.equal([open?.state, open?.refundableMsat, open?.payments[0]?.reason], ["open", 0n, "underpaid"]);
  assert.is((await balances(shop.db)).get("liability:pending"), -1_999_999n);
  await expireOrder(shop);
  assert.is((await findOrder(shop.db, order.orderId))?.refundableMsat, 1_999_999n);
  await assertSound(shop);
});

test("late money still pays while the goods are there", async () => {
  const { shop, product, order } = await shopWithOrder({ stock: 1n });
  await expireOrder(shop);
  assert.equal(await stockOf(shop, product.variantIds[0]), { on_hand: 1n, reserved: 0n });
  assert.is(await observeSettlement(shop.observing, settled(shop, order.paymentHash, 2_000_000n)), "paid");
  assert.is((await findOrder(shop.db, order.orderId))?.payments[0]?.reason, "late");
  assert.equal(await stockOf(shop, product.variantIds[0]), { on_hand: 0n, reserved: 0n });
  await assertSound(shop);
});

test("late money for goods that somebody else got is kept for the buyer", async () => {
  const { shop, product, order } = await shopWithOrder({ stock: 1n });
  await expireOrder(shop);
  await placeWithInvoice(shop, orderFor(shop, product));
  assert.is(await observeSettlement(shop.observing, settled(shop, order.paymentHash, 2_000_000n)), "refundable");
  const late = await findOrder(shop.db, order.orderId);
  assert.equal(
    [late?.state, late?.refundableMsat, late?.payments[0]?.reason],
    ["expired", 2_000_000n, "late-sold-out"],
  );
  await assertSound(shop);
});

test("late money counts as long as the rate moved less than the stall allows", async () => {
  for (const [rate, reason] of [
    [148_000_000n, "late"],
    [146_000_000n, "late-rate-moved"],
  ] as const) {
    const { shop, order } = await shopWithOrder({ currency: "KRW", priceMinor: 15_000n });
    await expireOrder(shop);
    shop.rates.set("KRW", { currency: "KRW", minorPerBtc: rate, source: "test", atMs: shop.clock() });
    await observeSettlement(shop.observing, settled(shop, order.paymentHash, 10_000_000n));
    assert.is((await findOrder(shop.db, order.orderId))?.payments[0]?.reason, reason);
    await assertSound(shop);
  }
});

test("late money for a price in euros is kept for the buyer when no rate is known", async () => {
  const { shop, order } = await shopWithOrder({ currency: "USD", priceMinor: 1_000n });
  await expireOrder(shop);
  shop.rates.delete("USD");
  assert.is(await observeSettlement(shop.observing, settled(shop, order.paymentHash, 9_091_000n)), "refundable");
});

test("money for a cancelled order is kept for the buyer", async () => {
  const { shop, order } = await shopWithOrder({ stock: 1n });
  await cancel(shop.observing, order.orderId, "buyer");
  assert.is(await observeSettlement(shop.observing, settled(shop, order.paymentHash, 2_000_000n)), "refundable");
  const cancelled = await findOrder(shop.db, order.orderId);
  assert.equal([cancelled?.state, cancelled?.payments[0]?.reason], ["cancelled", "order-ended"]);
  await assertSound(shop);
});

test("a second invoice of the same charge that is paid too is kept for the buyer", async () => {
  const { shop, order } = await shopWithOrder();
  const second = "ab".repeat(32);
  const first = await shop.db
    .selectFrom("lightning_invoice")
    .selectAll()
    .where("payment_hash", "=", order.paymentHash)
    .executeTakeFirstOrThrow();
  await shop.db
    .insertInto("lightning_invoice")
    .values({ ...first, payment_hash: second, attempt: 2n })
    .execute();
  assert.is(await observeSettlement(shop.observing, settled(shop, order.paymentHash, 2_000_000n)), "paid");
  shop.clock.advance(1n);
  assert.is(await observeSettlement(shop.observing, settled(shop, second, 2_000_000n, 2n)), "refundable");
  const paid = await findOrder(shop.db, order.orderId);
  assert.equal(
    [paid?.paidMsat, paid?.refundableMsat, paid?.payments[1]?.reason],
    [4_000_000n, 2_000_000n, "paid-twice"],
  );
  await assertSound(shop);
});

test("a payment to the node that is none of the hub's moves the cursor and nothing else", async () => {
  const { shop } = await shopWithOrder();
  const foreign = settled(shop, "cd".repeat(32), 5n, 7n);
  assert.is(await observeSettlement(shop.observing, foreign, { name: "test" }), "foreign");
  assert.is(await readCursor(shop.db, "test"), 7n);
  assert.is((await balances(shop.db)).size, 0);
});

test("the cursor moves with the settlement and never back", async () => {
  const { shop, order } = await shopWithOrder();
  await observeSettlement(shop.observing, settled(shop, order.paymentHash, 2_000_000n, 9n), { name: "test" });
  await observeSettlement(shop.observing, settled(shop, order.paymentHash, 2_000_000n, 4n), { name: "test" });
  assert.is(await readCursor(shop.db, "test"), 9n);
});

test("the order's history tells what happened, in order, without gaps", async () => {
  const { shop, order } = await shopWithOrder();
  await observeSettlement(shop.observing, settled(shop, order.paymentHash, 2_000_000n));
  const events = await readEvents(shop.db, order.orderId, 0n);
  assert.equal(
    events.map(({ seq, type }) => `${seq} ${type}`),
    ["1 order.placed", "2 charge.invoiced", "3 order.paid"],
  );
});
