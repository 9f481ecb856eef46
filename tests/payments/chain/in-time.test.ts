import * as assert from "uvu/assert";
import { msat } from "../../../app/domain/money.ts";
import { DAY_MS, MINUTE_MS } from "../../../app/domain/time.ts";
import { cancel } from "../../../app/orders/cancel.ts";
import { expireDue } from "../../../app/orders/expire.ts";
import { findOrder } from "../../../app/orders/find-order.ts";
import { addProduct, orderFor, placeWithInvoice } from "../../support/shop.ts";
import { suite } from "../../support/suite.ts";
import { PRICE_SAT, books, paidOnChain } from "./paid-on-chain.ts";

const test = suite("payments/chain/in-time");

test("what was sent in time and is deep enough later pays the order, whatever the clock says", () =>
  paidOnChain(async ({ pay, expire, order, setStall, shop }) => {
    await setStall({ confirmations: 3n });
    shop.clock.advance(15n * MINUTE_MS - 1n);
    pay(PRICE_SAT);
    shop.clock.advance(MINUTE_MS);
    // Nobody has looked since: expiring looks first.
    assert.is(await expire(), 0);
    shop.chain.mine();
    shop.clock.advance(2n * DAY_MS);
    assert.is(await expire(), 0);
    shop.chain.mine(2);
    assert.is(await expire(), 0);
    const { state, payments } = await order();
    assert.equal([state, payments[0]?.reason], ["paid", "exact"]);
  }));

test("a part on its way does not keep an order from expiring, unless it is all that is missing", () =>
  paidOnChain(async ({ pay, expire, look, order, shop }) => {
    pay(500n);
    shop.chain.mine();
    await look();
    pay(1_500n);
    shop.clock.advance(16n * MINUTE_MS);
    assert.is(await expire(), 0);
    shop.chain.mine();
    await look();
    assert.is((await order()).state, "paid");
  }));

test("a part alone expires with its order and is owed back once it has come", () =>
  paidOnChain(async (world) => {
    const { pay, expire, look, order, stock, shop } = world;
    pay(500n);
    shop.clock.advance(16n * MINUTE_MS);
    assert.is(await expire(), 1);
    assert.equal([(await order()).state, await stock()], ["expired", [1n, 0n]]);
    shop.chain.mine();
    await look();
    const { state, refundableMsat, payments } = await order();
    assert.equal([state, refundableMsat, payments[0]?.reason], ["expired", 500_000n, "late-part"]);
    assert.equal(await books(world), { "asset:chain": 500n, "liability:refundable": 500n });
  }));

test("a part that was counted before the order expired is owed back", () =>
  paidOnChain(async (world) => {
    const { pay, expire, look, order, shop } = world;
    pay(500n);
    shop.chain.mine();
    await look();
    shop.clock.advance(16n * MINUTE_MS);
    assert.is(await expire(), 1);
    assert.equal([(await order()).state, (await order()).refundableMsat], ["expired", 500_000n]);
  }));

test("a payment that no block takes holds the goods for a day and no longer; late it may still count", () =>
  paidOnChain(async ({ pay, expire, look, order, stock, shop }) => {
    pay(PRICE_SAT);
    shop.clock.advance(DAY_MS + 15n * MINUTE_MS - 1n);
    assert.is(await expire(), 0);
    shop.clock.advance(1n);
    assert.is(await expire(), 1);
    assert.equal([(await order()).state, await stock()], ["expired", [1n, 0n]]);
    shop.chain.mine();
    await look();
    assert.equal([(await order()).state, await stock()], ["paid", [0n, 0n]]);
  }));

test("late and whole it is taken or owed back, as the stall says", async () => {
  for (const [late_policy, state, reason] of [
    ["settle", "paid", "late"],
    ["refund", "expired", "late-refused"],
  ] as const)
    await paidOnChain(async ({ pay, expire, look, order, setStall, shop }) => {
      await setStall({ late_policy });
      shop.clock.advance(16n * MINUTE_MS);
      assert.is(await expire(), 1);
      pay(PRICE_SAT);
      shop.chain.mine();
      await look();
      const now = await order();
      assert.equal([now.state, now.payments[0]?.reason], [state, reason]);
      assert.is(now.refundableMsat, state === "paid" ? 0n : 2_000_000n);
    });
});

test("late and taken back by a longer chain, it is late again", () =>
  paidOnChain(async ({ pay, expire, look, order, setStall, stock, shop }) => {
    await setStall({ late_policy: "settle" });
    shop.clock.advance(16n * MINUTE_MS);
    await expire();
    const txid = pay(PRICE_SAT);
    shop.chain.mine();
    await look();
    assert.is((await order()).state, "paid");
    shop.chain.reorganise(1);
    await look();
    shop.chain.replace(txid);
    assert.is(await expire(), 1);
    assert.equal([(await order()).state, await stock()], ["expired", [1n, 0n]]);
  }));

test("what comes after a cancellation is owed back", () =>
  paidOnChain(async ({ pay, look, order, placed, shop }) => {
    pay(PRICE_SAT);
    await look();
    await cancel(shop.observing, placed.orderId, "buyer");
    shop.chain.mine();
    await look();
    const { state, refundableMsat, payments } = await order();
    assert.equal([state, refundableMsat, payments[0]?.reason], ["cancelled", 2_000_000n, "order-ended"]);
  }));

test("what comes weeks later is found as well, and even after a month nothing is lost", () =>
  paidOnChain(async ({ pay, expire, look, order, shop }) => {
    shop.clock.advance(16n * MINUTE_MS);
    await expire();
    await look();
    for (const days of [29n, 30n]) {
      shop.clock.advance(days * DAY_MS);
      pay(500n);
      shop.chain.mine(1_000);
      await look();
    }
    assert.is((await order()).refundableMsat, 1_000_000n);
  }));

test("while the chain cannot be asked nothing with an address expires, and everything else does", () =>
  paidOnChain(async ({ expire, order, shop }) => {
    const { orderId } = await placeWithInvoice(shop, orderFor(shop, await addProduct(shop)));
    shop.clock.advance(16n * MINUTE_MS);
    shop.chain.faults.setAway(true);
    assert.is(await expire(), 1);
    assert.equal([(await order()).state, (await findOrder(shop.db, orderId))?.state], ["open", "expired"]);
    shop.chain.faults.setAway(false);
    assert.is(await expire(), 1);
    assert.is((await order()).state, "expired");
  }));

test("those that wait for their chain hold up nobody else, however many they are", () =>
  paidOnChain(async ({ pay, expire, shop }) => {
    pay(PRICE_SAT);
    const charge = await shop.db.selectFrom("charge").selectAll().executeTakeFirstOrThrow();
    const address = await shop.db.selectFrom("chain_address").selectAll().executeTakeFirstOrThrow();
    const many = Array.from({ length: 150 }, (_, index) => `chg_0000${String(index).padStart(4, "0")}`);
    await shop.db
      .insertInto("charge")
      .values(many.map((id) => ({ ...charge, id })))
      .execute();
    await shop.db
      .insertInto("chain_address")
      .values(many.map((id) => ({ ...address, charge_id: id, address: id })))
      .execute();
    for (const id of many) {
      shop.chain.pay({ address: id, amountMsat: msat(charge.amount_msat) });
    }
    const { orderId } = await placeWithInvoice(shop, orderFor(shop, await addProduct(shop)));
    shop.clock.advance(16n * MINUTE_MS);
    assert.is(await expire(), 1);
    assert.is((await findOrder(shop.db, orderId))?.state, "expired");
  }));

test("a rail that was switched off keeps no order open", () =>
  paidOnChain(async ({ order, shop }) => {
    shop.clock.advance(16n * MINUTE_MS);
    assert.is(await expireDue(shop.observing, shop.node), 1);
    assert.is((await order()).state, "expired");
  }));
