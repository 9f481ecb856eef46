import * as assert from "uvu/assert";
import { balances } from "../../app/payments/balances.ts";
import { sweepInvoices } from "../../app/payments/sweep-invoices.ts";
import { addProduct, addStall, assertSound, openShop, orderFor, placeWithInvoice } from "../support/shop.ts";
import { suite } from "../support/suite.ts";

const test = suite("payments/balances");
const shop = await openShop();
test.after(() => shop.close());

test("each stall has its own balance, and the hub's is their sum", async () => {
  const other = { ...shop, stallId: await addStall(shop, "other") };
  for (const [own, priceMinor] of [
    [shop, 100n],
    [other, 40n],
    [other, 2n],
  ] as const) {
    const order = await placeWithInvoice(own, orderFor(own, await addProduct(own, { priceMinor })));
    await shop.node.payAsBuyer(order.bolt11);
  }
  await sweepInvoices(shop.observing, shop.node);
  assert.is((await balances(shop.db, shop.stallId)).get("liability:seller"), -100_000n);
  assert.is((await balances(shop.db, other.stallId)).get("liability:seller"), -42_000n);
  assert.is((await balances(shop.db)).get("asset:lightning"), 142_000n);
  await assertSound(shop);
});
