import * as assert from "uvu/assert";
import { msatFromSat } from "../../../app/domain/money.ts";
import { MINUTE_MS } from "../../../app/domain/time.ts";
import type { ChainWallet } from "../../../app/gateways/chain/port.ts";
import { checkInvoice } from "../../../app/payments/check-invoice.ts";
import { reconcileChain } from "../../../app/payments/reconcile-chain.ts";
import { suite } from "../../support/suite.ts";
import { PRICE_SAT, books, paidOnChain } from "./paid-on-chain.ts";

const test = suite("payments/chain/arriving");

test("a payment in no block is shown and not counted, in its first block it pays the order", () =>
  paidOnChain(async ({ pay, look, order, stock, events, shop, address, placed }) => {
    const txid = pay(PRICE_SAT);
    await look();
    const seen = await order();
    assert.is(seen.state, "open");
    assert.equal(seen.charge.chain, {
      address,
      amountSat: PRICE_SAT,
      seen: [{ txid, vout: 0, amountMsat: msatFromSat(PRICE_SAT), confirmations: 0n, confirmationsNeeded: 1n }],
    });
    shop.chain.mine();
    await look();
    const paid = await order();
    assert.is(paid.state, "paid");
    assert.equal([paid.paidMsat, paid.refundableMsat, paid.charge.chain?.amountSat], [2_000_000n, 0n, 0n]);
    assert.equal(
      paid.payments.map((payment) => [payment.rail, payment.reference, payment.reason]),
      [["chain", `${txid}:0`, "exact"]],
    );
    assert.equal(await stock(), [0n, 0n]);
    assert.equal(await events(), ["order.placed", "charge.invoiced", "charge.addressed", "payment.seen", "order.paid"]);
    assert.equal(await books({ shop }), { "asset:chain": PRICE_SAT, "liability:seller": PRICE_SAT });
    assert.is(placed.orderId, paid.id);
  }));

test("looking again changes nothing", () =>
  paidOnChain(async ({ pay, look, order, events, shop }) => {
    pay(PRICE_SAT);
    shop.chain.mine();
    await Promise.all([look(), look(), look()]);
    const [before, written] = [await order(), await events()];
    await look();
    assert.equal(await order(), before);
    assert.equal(await events(), written);
    assert.is(before.payments.length, 1);
  }));

test("two hubs on one database write what both have seen once", () =>
  paidOnChain(async ({ pay, order, events, shop, address }) => {
    const hubs = [1, 2, 3].map(() => ({ ...shop.observing, chain: { ...shop.chain } }));
    const allLook = () => Promise.all(hubs.map((hub) => reconcileChain(hub)));
    const replaced = pay(1_000n, 1_000n);
    await allLook();
    const half = { address, amountMsat: msatFromSat(1_000n) };
    shop.chain.replace(replaced, half, half);
    await allLook();
    shop.chain.mine();
    await allLook();
    assert.equal([(await order()).state, (await order()).payments.length], ["paid", 2]);
    shop.chain.reorganise(1);
    await allLook();
    shop.chain.mine();
    await allLook();
    const { state, payments, paidMsat } = await order();
    assert.equal([state, payments.length, paidMsat], ["paid", 4, 2_000_000n]);
    const counted = Object.entries(Object.groupBy(await events(), (type) => type));
    assert.equal(Object.fromEntries(counted.map(([type, all]) => [type, all?.length])), {
      "order.placed": 1,
      "charge.invoiced": 1,
      "charge.addressed": 1,
      "payment.seen": 4,
      "payment.gone": 2,
      "payment.part": 2,
      "order.paid": 2,
      "payment.reversed": 2,
    });
  }));

test("what an older look has seen undoes nothing that a newer one has written", () =>
  paidOnChain(async ({ pay, order, shop }) => {
    const [listed, held] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    let looks = 0;
    const chain: ChainWallet = {
      ...shop.chain,
      transactions: async (fromHeight) => {
        const all = await shop.chain.transactions(fromHeight);
        if ((looks += 1) > 1) return all;
        listed.resolve();
        await held.promise;
        return all;
      },
    };
    pay(PRICE_SAT);
    shop.chain.mine();
    const older = reconcileChain({ ...shop.observing, chain });
    await listed.promise;
    shop.chain.reorganise(1);
    const newer = reconcileChain({ ...shop.observing, chain });
    // Given the time to overtake, it must not.
    for (let turn = 0; turn < 50; turn += 1) await shop.db.selectFrom("charge").select("id").execute();
    held.resolve();
    await Promise.all([older, newer]);
    assert.is((await order()).state, "open");
  }));

test("as many blocks are waited for as the stall says, and more for a large order", () =>
  paidOnChain(async ({ pay, look, order, setStall, shop }) => {
    await setStall({ confirmations: 2n, large_msat: 2_000_000n, large_confirmations: 4n });
    pay(PRICE_SAT);
    for (const there of [1n, 2n, 3n]) {
      shop.chain.mine();
      await look();
      const { state, charge } = await order();
      assert.is(state, "open");
      assert.equal(
        charge.chain?.seen.map((output) => [output.confirmations, output.confirmationsNeeded]),
        [[there, 4n]],
      );
    }
    shop.chain.mine();
    await look();
    assert.is((await order()).state, "paid");
  }));

test("a small order makes no large payment safe, nor do many small outputs", () =>
  paidOnChain(async ({ pay, look, order, setStall, shop }) => {
    await setStall({ large_msat: 5_000_000n, large_confirmations: 3n });
    pay(PRICE_SAT, PRICE_SAT, PRICE_SAT);
    shop.chain.mine(2);
    await look();
    assert.is((await order()).state, "open");
    shop.chain.mine();
    await look();
    const { state, refundableMsat } = await order();
    assert.equal([state, refundableMsat], ["paid", 4_000_000n]);
  }));

test("a part waits for the rest, on chain or over Lightning", () =>
  paidOnChain(async (world) => {
    const { pay, look, order, shop, placed } = world;
    pay(500n);
    shop.chain.mine();
    await look();
    const part = await order();
    assert.equal([part.state, part.paidMsat, part.charge.chain?.amountSat], ["open", 500_000n, 1_500n]);
    assert.equal(await books(world), { "asset:chain": 500n, "liability:pending": 500n });
    pay(1_000n);
    shop.chain.mine();
    await look();
    assert.is((await order()).charge.chain?.amountSat, 500n);
    await shop.node.payAsBuyer(placed.bolt11);
    await checkInvoice(shop.observing, shop.node, placed.paymentHash);
    const paid = await order();
    assert.equal([paid.state, paid.paidMsat, paid.refundableMsat], ["paid", 3_500_000n, 1_500_000n]);
    assert.equal(await books(world), {
      "asset:chain": 1_500n,
      "asset:lightning": 2_000n,
      "liability:seller": 2_000n,
      "liability:refundable": 1_500n,
    });
  }));

test("several outputs to one address add up, in one transaction and in several", () =>
  paidOnChain(async ({ pay, look, order, shop }) => {
    pay(700n, 300n);
    pay(1_000n);
    shop.chain.mine();
    await look();
    const { state, payments, refundableMsat } = await order();
    assert.equal([state, payments.length, refundableMsat], ["paid", 3, 0n]);
  }));

test("too much is owed back", () =>
  paidOnChain(async ({ pay, look, order, shop }) => {
    pay(PRICE_SAT + 250n);
    shop.chain.mine();
    await look();
    const { state, refundableMsat, payments } = await order();
    assert.equal([state, refundableMsat, payments[0]?.reason], ["paid", 250_000n, "overpaid"]);
  }));

test("what is only rounded up to a whole sat is not too much, one sat more is", async () => {
  for (const [more, owedMsat, reason] of [
    [0n, 0n, "exact"],
    [1n, 1_900n, "overpaid"],
  ] as const)
    await paidOnChain(async ({ pay, look, order, shop }) => {
      // No price of a product is this crooked; the rest after a payment over Lightning can be.
      await shop.db.updateTable("orders").set({ total_msat: 909_100n }).execute();
      await shop.db.updateTable("charge").set({ amount_msat: 909_100n }).execute();
      assert.is((await order()).charge.chain?.amountSat, 910n);
      pay(910n + more);
      shop.chain.mine();
      await look();
      const { state, payments, refundableMsat } = await order();
      assert.equal([state, payments[0]?.reason, refundableMsat], ["paid", reason, owedMsat]);
    });
});

test("a little less is enough where the stall says so", () =>
  paidOnChain(async ({ pay, look, order, setStall, shop }) => {
    await setStall({ under_tolerance_ppm: 10_000n });
    pay(1_980n);
    shop.chain.mine();
    await look();
    const { state, payments } = await order();
    assert.equal([state, payments[0]?.reason], ["paid", "within-tolerance"]);
  }));

test("what comes for an order that was paid before is owed back", () =>
  paidOnChain(async ({ pay, look, order, shop, placed }) => {
    await shop.node.payAsBuyer(placed.bolt11);
    await checkInvoice(shop.observing, shop.node, placed.paymentHash);
    pay(PRICE_SAT);
    shop.chain.mine();
    await look();
    const { state, refundableMsat, payments } = await order();
    assert.equal([state, refundableMsat, payments[1]?.reason], ["paid", 2_000_000n, "paid-twice"]);
  }));

test("money to an address that is not the hub's is not looked at", () =>
  paidOnChain(async ({ look, order, shop }) => {
    shop.chain.pay({ address: await shop.chain.newAddress(), amountMsat: msatFromSat(PRICE_SAT) });
    shop.chain.mine();
    await look();
    const { state, payments } = await order();
    assert.equal([state, payments.length], ["open", 0]);
  }));

test("what came while the hub was off is found at the next look, however many blocks ago", () =>
  paidOnChain(async ({ pay, look, order, shop }) => {
    await look();
    pay(PRICE_SAT);
    shop.chain.mine(400);
    shop.clock.advance(5n * MINUTE_MS);
    await look();
    assert.is((await order()).state, "paid");
  }));
