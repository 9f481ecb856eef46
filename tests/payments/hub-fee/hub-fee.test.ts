import * as assert from "uvu/assert";
import { msat } from "../../../app/domain/money.ts";
import { findOrder } from "../../../app/orders/find-order.ts";
import { balances } from "../../../app/payments/balances.ts";
import { listHubFees } from "../../../app/payments/hub-fee/list-hub-fees.ts";
import { setHubFee } from "../../../app/payments/hub-fee/set-hub-fee.ts";
import { sellerBalance } from "../../../app/payments/seller-balance.ts";
import { sweepInvoices } from "../../../app/payments/sweep-invoices.ts";
import { addProduct, assertSound, openShop, orderFor, placeWithInvoice } from "../../support/shop.ts";
import { suite } from "../../support/suite.ts";

const test = suite("payments/hub-fee");

const OWNER = { personId: "per_owner", door: "admin", device: "" } as const;

test("a fee is for orders that are placed after it, and not for those before", async () => {
  const shop = await openShop();
  const product = await addProduct(shop, { priceMinor: 10_000n });
  const before = await placeWithInvoice(shop, orderFor(shop, product));
  await setHubFee(shop, { ppm: 20_000n, leastMsat: msat(50_000n) }, OWNER);
  const after = await placeWithInvoice(shop, orderFor(shop, product));
  await setHubFee(shop, { ppm: 500_000n, leastMsat: msat(0n) }, OWNER);
  for (const order of [before, after]) await shop.node.payAsBuyer(order.bolt11);
  await sweepInvoices(shop.observing, shop.node);
  assert.is((await findOrder(shop.db, before.orderId))?.hubFeeMsat, 0n);
  assert.is((await findOrder(shop.db, after.orderId))?.hubFeeMsat, 200_000n);
  assert.is(await sellerBalance(shop.db, shop.stallId), 10_000_000n + 9_800_000n);
  assert.is((await balances(shop.db)).get("income:hub-fee"), -200_000n);
  await assertSound(shop);
  await shop.close();
});

test("every fee that was ever set stays on record, with who set it", async () => {
  const shop = await openShop();
  await setHubFee(shop, { ppm: 20_000n, leastMsat: msat(0n) }, OWNER);
  // A board whose clock was set back must not find the older fee again.
  shop.clock.advance(-3_600_000n);
  await setHubFee(shop, { ppm: 10_000n, leastMsat: msat(0n) }, OWNER);
  assert.is(await setHubFee(shop, { ppm: 10_000n, leastMsat: msat(0n) }, OWNER), "same");
  assert.equal(
    (await listHubFees(shop.db, 10)).map(({ ppm }) => ppm),
    [10_000n, 20_000n],
  );
  const acts = await shop.db.selectFrom("event").selectAll().where("type", "=", "hub-fee.changed").execute();
  assert.equal(
    acts.map(({ actor }) => actor),
    ["per_owner", "per_owner"],
  );
  await shop.close();
});
