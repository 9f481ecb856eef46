import fc from "fast-check";
import * as assert from "uvu/assert";
import { msat, msatFromSat } from "../../../app/domain/money.ts";
import { isRefused } from "../../../app/domain/refusal.ts";
import { openAddress } from "../../../app/payments/open-address.ts";
import { askRefund } from "../../../app/payments/outgoing/ask-refund.ts";
import { cancelOutgoing } from "../../../app/payments/outgoing/cancel-outgoing.ts";
import { reconcileChain } from "../../../app/payments/reconcile-chain.ts";
import { setHubFee } from "../../../app/payments/hub-fee/set-hub-fee.ts";
import { sweepInvoices } from "../../../app/payments/sweep-invoices.ts";
import { addProduct, assertSound, openShop, orderFor, placeWithInvoice } from "../../support/shop.ts";
import type { Shop } from "../../support/shop.ts";
import { suite } from "../../support/suite.ts";
import { TO_ADDRESS } from "../outgoing/payout-world.ts";

const test = suite("payments/hub-fee/sums");

const OWNER = { personId: "per_owner", door: "admin", device: "" } as const;

type Booked = Record<string, bigint>;

/** What each account has of one order, as a positive number where it is owed or earned. */
async function booked({ db }: Shop, orderId: string): Promise<Booked> {
  const rows = await db
    .selectFrom("posting")
    .where("order_id", "=", orderId)
    .groupBy("account")
    .select((eb) => ["account", eb.fn.sum<bigint>("amount_msat").as("msat")])
    .execute();
  return Object.fromEntries(rows.map(({ account, msat: sum }) => [account, -sum]));
}

async function payOnChain(shop: Shop, chargeId: string, sat: bigint): Promise<void> {
  const reconciling = { ...shop.observing, chain: shop.chain };
  const addressed = await openAddress(reconciling, chargeId);
  if (isRefused(addressed)) return;
  shop.chain.pay({ address: addressed.address, amountMsat: msatFromSat(sat) });
  shop.chain.mine(3);
  shop.clock.advance(1n);
  await reconcileChain(reconciling);
}

const way = fc.record({
  ppm: fc.bigInt({ min: 0n, max: 1_000_000n }),
  leastSat: fc.bigInt({ min: 0n, max: 3_000n }),
  priceSat: fc.bigInt({ min: 1_000n, max: 50_000n }),
  /** Short within what the stall tolerates, exact, or over; by Lightning or on chain. */
  paidPpm: fc.constantFrom(950_000n, 1_000_000n, 1_300_000n),
  isOnChain: fc.boolean(),
  refunds: fc.array(fc.bigInt({ min: 1n, max: 60_000n }), { maxLength: 4 }),
  takesBack: fc.boolean(),
  isReversed: fc.boolean(),
});

test("seller, hub and buyer have all that came between them, whatever the fee, the payment and what goes back", async () => {
  await fc.assert(
    fc.asyncProperty(way, async (given) => {
      const shop = await openShop();
      await shop.db.updateTable("stall").set({ under_tolerance_ppm: 50_000n }).execute();
      await setHubFee(shop, { ppm: given.ppm, leastMsat: msatFromSat(given.leastSat) }, OWNER);
      const product = await addProduct(shop, { priceMinor: given.priceSat });
      const { orderId, chargeId, bolt11 } = await placeWithInvoice(shop, orderFor(shop, product));
      const paidSat = (given.priceSat * given.paidPpm + 999_999n) / 1_000_000n;
      const onChain = given.isOnChain || paidSat < given.priceSat;
      if (onChain) await payOnChain(shop, chargeId, paidSat);
      else await shop.node.payAsBuyer(bolt11, msatFromSat(paidSat));
      await sweepInvoices(shop.observing, shop.node);
      const before = await booked(shop, orderId);
      const asked: string[] = [];
      for (const sat of given.refunds) {
        const refund = { orderId, amountMsat: msatFromSat(sat), destination: TO_ADDRESS, by: OWNER };
        const result = await askRefund(shop, refund);
        if (!isRefused(result)) asked.push(result.id);
      }
      if (given.takesBack) for (const id of asked) await cancelOutgoing(shop, { id }, OWNER);
      if (given.takesBack) assert.equal(nonZero(await booked(shop, orderId)), nonZero(before));
      if (given.isReversed && onChain) {
        shop.chain.reorganise(3, "dropped");
        shop.clock.advance(1n);
        await reconcileChain({ ...shop.observing, chain: shop.chain });
      }
      const now = await booked(shop, orderId);
      assert.is(
        Object.values(now).reduce((sum, each) => sum + each, 0n),
        0n,
      );
      await assertSound(shop);
      await shop.close();
    }),
    { numRuns: 15 },
  );
});

test("a buyer who gets everything back leaves the hub no fee and the seller nothing of the order", async () => {
  const shop = await openShop();
  await setHubFee(shop, { ppm: 33_333n, leastMsat: msat(0n) }, OWNER);
  const product = await addProduct(shop, { priceMinor: 9_999n });
  const { orderId, bolt11 } = await placeWithInvoice(shop, orderFor(shop, product));
  await shop.node.payAsBuyer(bolt11, msatFromSat(10_500n));
  await sweepInvoices(shop.observing, shop.node);
  for (const sat of [1n, 333n, 6_666n, 3_500n]) {
    const refund = { orderId, amountMsat: msatFromSat(sat), destination: TO_ADDRESS, by: OWNER };
    assert.is((await askRefund(shop, refund)).kind, "asked");
  }
  const now = await booked(shop, orderId);
  assert.is(now["income:hub-fee"], 0n);
  assert.is(now["liability:seller"], 0n);
  assert.is(now["liability:outgoing"], 10_500_000n);
  await shop.close();
});

function nonZero(of: Booked): Booked {
  return Object.fromEntries(Object.entries(of).filter(([, sum]) => sum !== 0n));
}
