import * as assert from "uvu/assert";
import { msatFromSat } from "../../../app/domain/money.ts";
import { DAY_MS, MINUTE_MS } from "../../../app/domain/time.ts";
import { cancel } from "../../../app/orders/cancel.ts";
import { ship } from "../../../app/orders/ship.ts";
import { checkInvoice } from "../../../app/payments/check-invoice.ts";
import { listTakenBack } from "../../../app/payments/list-taken-back.ts";
import { askRefund } from "../../../app/payments/outgoing/ask-refund.ts";
import { checkTakenBack } from "../../../scripts/satoshop/doctor/check-taken-back.ts";
import { suite } from "../../support/suite.ts";
import { PRICE_SAT, books, paidOnChain } from "./paid-on-chain.ts";
import type { ChainOrder } from "./paid-on-chain.ts";

const test = suite("payments/chain/taken-back");

const mineAndLook = async ({ shop, look }: ChainOrder, countBlocks = 1) => {
  shop.chain.mine(countBlocks);
  await look();
};

test("a payment that was replaced by a smaller one counts for what the other brings", () =>
  paidOnChain(async (world) => {
    const { pay, look, order, shop, address, events } = world;
    const first = pay(PRICE_SAT);
    await look();
    const second = shop.chain.replace(first, { address, amountMsat: msatFromSat(300n) });
    await look();
    assert.equal(
      (await order()).charge.chain?.seen.map(({ txid, amountMsat }) => [txid, amountMsat]),
      [[second, 300_000n]],
    );
    await mineAndLook(world);
    const { state, paidMsat } = await order();
    assert.equal([state, paidMsat], ["open", 300_000n]);
    assert.equal((await events()).slice(3), ["payment.seen", "payment.gone", "payment.seen", "payment.part"]);
  }));

test("a payment whose coins were spent elsewhere is gone, and the order expires with its time", () =>
  paidOnChain(async ({ pay, look, order, expire, stock, shop }) => {
    const txid = pay(PRICE_SAT);
    await look();
    shop.clock.advance(16n * MINUTE_MS);
    assert.is(await expire(), 0);
    shop.chain.replace(txid);
    assert.is(await expire(), 1);
    const { state, charge } = await order();
    assert.equal([state, charge.chain?.seen], ["expired", []]);
    assert.equal(await stock(), [1n, 0n]);
  }));

for (const depth of [1, 5])
  test(`a chain that is replaced ${depth} deep walks the order back, and the next block pays it anew`, () =>
    paidOnChain(async (world) => {
      const { pay, look, order, stock, shop, events } = world;
      const txid = pay(PRICE_SAT);
      await mineAndLook(world, depth);
      assert.equal([(await order()).state, await stock()], ["paid", [0n, 0n]]);
      shop.chain.reorganise(depth);
      await look();
      const back = await order();
      assert.equal([back.state, back.charge.state, back.paidMsat], ["open", "open", 0n]);
      assert.equal(await stock(), [1n, 1n]);
      assert.equal(await books(world), {});
      await mineAndLook(world);
      const again = await order();
      assert.equal([again.state, again.paidMsat], ["paid", 2_000_000n]);
      assert.equal(await stock(), [0n, 0n]);
      assert.equal(
        again.payments.map((payment) => [payment.reference, payment.reversedAtMs !== undefined]),
        [
          [`${txid}:0`, true],
          [`${txid}:0#2`, false],
        ],
      );
      assert.equal((await events()).slice(3), ["payment.seen", "order.paid", "payment.reversed", "order.paid"]);
      assert.equal(await books(world), { "asset:chain": PRICE_SAT, "liability:seller": PRICE_SAT });
    }));

test("a payment that is in the longer chain as well stays one", () =>
  paidOnChain(async (world) => {
    const { pay, look, order, shop, events } = world;
    pay(PRICE_SAT);
    await mineAndLook(world, 3);
    shop.chain.reorganise(3, "kept");
    await look();
    const { state, payments } = await order();
    assert.equal([state, payments.length], ["paid", 1]);
    assert.equal((await events()).slice(3), ["payment.seen", "order.paid"]);
    // Followed to its new block, it is taken back when that one falls as well.
    shop.chain.reorganise(4);
    await look();
    assert.is((await order()).state, "open");
  }));

test("an order that was walked back expires when its money does not come again", () =>
  paidOnChain(async (world) => {
    const { pay, look, order, expire, stock, shop } = world;
    pay(PRICE_SAT);
    await mineAndLook(world);
    shop.clock.advance(16n * MINUTE_MS);
    shop.chain.reorganise(1, "dropped");
    await look();
    assert.equal([(await order()).state, await stock()], ["open", [1n, 1n]]);
    assert.is(await expire(), 1);
    assert.equal([(await order()).state, await stock()], ["expired", [1n, 0n]]);
    assert.equal(await books(world), {});
  }));

test("an order that was walked back waits as long as its money waits for a block, a day at most", () =>
  paidOnChain(async (world) => {
    const { pay, look, order, expire, shop } = world;
    pay(PRICE_SAT);
    await mineAndLook(world);
    shop.chain.reorganise(1);
    await look();
    shop.clock.advance(DAY_MS);
    assert.is(await expire(), 0);
    shop.clock.advance(15n * MINUTE_MS);
    assert.is(await expire(), 1);
    assert.is((await order()).state, "expired");
  }));

test("an order that was paid twice stays paid with what is left", () =>
  paidOnChain(async (world) => {
    const { pay, look, order, stock, shop, placed } = world;
    pay(PRICE_SAT);
    await mineAndLook(world);
    await shop.node.payAsBuyer(placed.bolt11);
    await checkInvoice(shop.observing, shop.node, placed.paymentHash);
    assert.is((await order()).refundableMsat, 2_000_000n);
    shop.chain.reorganise(1, "dropped");
    await look();
    const { state, paidMsat, refundableMsat } = await order();
    assert.equal([state, paidMsat, refundableMsat], ["paid", 2_000_000n, 0n]);
    assert.equal(await stock(), [0n, 0n]);
    assert.equal(await books(world), { "asset:lightning": PRICE_SAT, "liability:seller": PRICE_SAT });
  }));

test("one that was shipped stays shipped, and the seller is owed nothing for it", () =>
  paidOnChain(async (world) => {
    const { pay, look, order, stock, shop, placed, events } = world;
    pay(PRICE_SAT);
    await mineAndLook(world);
    await ship(shop.observing, shop.stallId, placed.orderId);
    shop.chain.reorganise(1, "dropped");
    await look();
    const { state, paidMsat } = await order();
    assert.equal([state, paidMsat], ["shipped", 0n]);
    assert.equal(await stock(), [0n, 0n]);
    assert.equal(await books(world), {});
    assert.is((await events()).at(-1), "payment.reversed");
    assert.equal(await listTakenBack(shop.db), [
      { orderId: placed.orderId, state: "shipped", missingMsat: 2_000_000n },
    ]);
    const { level, text } = await checkTakenBack(shop.db);
    assert.is(level, "warn");
    assert.match(text, placed.orderId);
    pay(PRICE_SAT);
    await mineAndLook(world);
    assert.equal(await listTakenBack(shop.db), []);
    assert.is((await checkTakenBack(shop.db)).level, "ok");
  }));

test("a part that is taken back is waited for again", () =>
  paidOnChain(async (world) => {
    const { pay, look, order, shop } = world;
    pay(500n);
    await mineAndLook(world);
    assert.is((await order()).charge.chain?.amountSat, 1_500n);
    shop.chain.reorganise(1, "dropped");
    await look();
    const { state, charge, paidMsat } = await order();
    assert.equal([state, charge.chain?.amountSat, paidMsat], ["open", PRICE_SAT, 0n]);
  }));

test("what was owed back is no longer, and comes back with its payment", () =>
  paidOnChain(async (world) => {
    const { pay, look, order, shop, placed } = world;
    await cancel(shop.observing, placed.orderId, "buyer");
    pay(PRICE_SAT);
    await mineAndLook(world);
    assert.equal([(await order()).state, (await order()).refundableMsat], ["cancelled", 2_000_000n]);
    shop.chain.reorganise(1);
    await look();
    assert.is((await order()).refundableMsat, 0n);
    await mineAndLook(world);
    assert.equal([(await order()).state, (await order()).refundableMsat], ["cancelled", 2_000_000n]);
  }));

test("what was given back before the chain took it is the hub's loss, until it comes again", () =>
  paidOnChain(async (world) => {
    const { pay, look, order, shop, placed } = world;
    await cancel(shop.observing, placed.orderId, "buyer");
    pay(PRICE_SAT);
    await mineAndLook(world);
    const { bolt11: destination } = await shop.node.invoiceOfBuyer({ expirySeconds: 3_600 });
    const asked = await askRefund(shop.observing, {
      orderId: placed.orderId,
      amountMsat: msatFromSat(PRICE_SAT),
      destination: { kind: "bolt11", text: destination },
      by: "buyer",
    });
    assert.is(asked.kind, "asked");
    shop.chain.reorganise(1);
    await look();
    assert.equal(await books(world), { "liability:outgoing": PRICE_SAT, "expense:reversed": PRICE_SAT });
    assert.is((await order()).refundableMsat, 0n);
    await mineAndLook(world);
    assert.equal(await books(world), { "asset:chain": PRICE_SAT, "liability:outgoing": PRICE_SAT });
  }));

test("a payment that a change of the stall's terms would not have counted yet stays counted", () =>
  paidOnChain(async (world) => {
    const { pay, look, order, setStall } = world;
    pay(PRICE_SAT);
    await mineAndLook(world);
    await setStall({ confirmations: 6n });
    await look();
    assert.is((await order()).state, "paid");
  }));
