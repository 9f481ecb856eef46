import * as assert from "uvu/assert";
import { isRefused } from "../../../app/domain/refusal.ts";
import { DAY_MS, MINUTE_MS } from "../../../app/domain/time.ts";
import { cancel } from "../../../app/orders/cancel.ts";
import { finishAddresses } from "../../../app/payments/finish-addresses.ts";
import { OPEN_ADDRESS_JOB, openAddress } from "../../../app/payments/open-address.ts";
import { addProduct, assertSound, openShop, orderFor, placeWithInvoice } from "../../support/shop.ts";
import type { OrderWithInvoice, Shop } from "../../support/shop.ts";
import { suite } from "../../support/suite.ts";

const test = suite("payments/chain/open-address");

type World = { shop: Shop; placed: OrderWithInvoice; open: () => ReturnType<typeof openAddress> };

async function withOrder(check: (world: World) => Promise<void>): Promise<void> {
  const shop = await openShop();
  try {
    const placed = await placeWithInvoice(shop, orderFor(shop, await addProduct(shop)));
    const open = async () => openAddress({ ...shop.observing, chain: shop.chain }, placed.chargeId);
    await check({ shop, placed, open });
    await assertSound(shop);
  } finally {
    await shop.close();
  }
}

const addressesOf = async ({ db }: Shop) => db.selectFrom("chain_address").selectAll().execute();
const jobsOf = async ({ db }: Shop) =>
  (await db.selectFrom("job").select("kind").execute()).filter(({ kind }) => kind === OPEN_ADDRESS_JOB).length;

test("a charge has one address, whoever asks however often, and it is watched for a month after the price ran out", () =>
  withOrder(async ({ shop, placed, open }) => {
    const opened = await Promise.all([open(), open(), open()]);
    const [row, ...others] = await addressesOf(shop);
    assert.is(others.length, 0);
    for (const each of opened) assert.equal(each, { kind: "addressed", address: row?.address });
    assert.is(row?.charge_id, placed.chargeId);
    assert.is(row?.watch_until_ms, shop.clock() + 15n * MINUTE_MS + 30n * DAY_MS);
  }));

test("each charge has an address of its own", () =>
  withOrder(async ({ shop, open }) => {
    const other = await placeWithInvoice(shop, orderFor(shop, await addProduct(shop)));
    const addresses = [await open(), await openAddress({ ...shop.observing, chain: shop.chain }, other.chargeId)];
    assert.is(new Set(addresses.map((each) => (isRefused(each) ? each.reason : each.address))).size, 2);
  }));

for (const fault of ["not-applied", "applied-but-unanswered"] as const)
  test(`a node that fails (${fault}) is asked again by a job, and then the charge has its address`, () =>
    withOrder(async ({ shop, open }) => {
      shop.chain.faults.next("newAddress", fault);
      const refused = await open();
      assert.is(isRefused(refused) && refused.reason, "node-unavailable");
      assert.equal([await jobsOf(shop), (await addressesOf(shop)).length], [1, 0]);
      assert.is((await open()).kind, "addressed");
      assert.is((await addressesOf(shop)).length, 1);
    }));

test("an order that has ended gets no address any more, one that it has is still told", () =>
  withOrder(async ({ shop, placed, open }) => {
    const opened = await open();
    const other = await placeWithInvoice(shop, orderFor(shop, await addProduct(shop)));
    for (const { orderId } of [placed, other]) await cancel(shop.observing, orderId, "buyer");
    assert.equal(await open(), opened);
    const late = await openAddress({ ...shop.observing, chain: shop.chain }, other.chargeId);
    assert.is(isRefused(late) && late.reason, "wrong-state");
  }));

test("so little that no wallet sends it gets no address, and nobody asks for one later", () =>
  withOrder(async ({ shop }) => {
    for (const [priceMinor, becomes] of [
      [545n, "amount-out-of-range"],
      [546n, "addressed"],
    ] as const) {
      const { chargeId } = await placeWithInvoice(shop, orderFor(shop, await addProduct(shop, { priceMinor })));
      const opened = await openAddress({ ...shop.observing, chain: shop.chain }, chargeId);
      assert.is(isRefused(opened) ? opened.reason : opened.kind, becomes);
    }
    const charge = await shop.db.selectFrom("charge").selectAll().limit(1).executeTakeFirstOrThrow();
    const many = Array.from({ length: 60 }, (_, index) => `chg_0000${String(index).padStart(4, "0")}`);
    await shop.db
      .insertInto("charge")
      .values(many.map((id) => ({ ...charge, id, amount_msat: 545_000n, expires_at_ms: charge.expires_at_ms - 1n })))
      .execute();
    shop.clock.advance(MINUTE_MS);
    // The world's own order is the only one that lacks what it could have.
    assert.is(await finishAddresses({ ...shop.observing, chain: shop.chain }), 1);
  }));

test("a charge left without an address gets one once no request can be on its way, while its price holds", () =>
  withOrder(async ({ shop }) => {
    const deps = { ...shop.observing, chain: shop.chain };
    assert.is(await finishAddresses(deps), 0);
    shop.clock.advance(MINUTE_MS);
    shop.chain.faults.next("newAddress", "not-applied");
    assert.is(await finishAddresses(deps), 0);
    assert.is(await finishAddresses(deps), 1);
    assert.is(await finishAddresses(deps), 0);
    const { chargeId } = await placeWithInvoice(shop, orderFor(shop, await addProduct(shop)));
    shop.clock.advance(16n * MINUTE_MS);
    assert.is(await finishAddresses(deps), 0);
    assert.equal(
      (await addressesOf(shop)).some((row) => row.charge_id === chargeId),
      false,
    );
  }));
