import * as assert from "uvu/assert";
import { arriving } from "../../../app/domain/receivability.ts";
import type { Receivable } from "../../../app/domain/receivability.ts";
import { msat } from "../../../app/domain/money.ts";
import { DAY_MS, MINUTE_MS } from "../../../app/domain/time.ts";
import { noteShortage } from "../../../app/payments/receivability/note-shortage.ts";
import { readShortage, waitingMsat } from "../../../app/payments/receivability/read-shortage.ts";
import { suite } from "../../support/suite.ts";
import { addProduct, openShop, orderFor, placeWithInvoice } from "../../support/shop.ts";
import type { Shop } from "../../support/shop.ts";

const test = suite("payments/note-shortage");

const receivable = (totalSat: bigint, largestSat = totalSat): Receivable | undefined => ({
  totalMsat: msat(totalSat * 1_000n),
  largestMsat: msat(largestSat * 1_000n),
});

async function placeOver(shop: Shop, sat: bigint): Promise<string> {
  const product = await addProduct(shop, { priceMinor: sat });
  return (await placeWithInvoice(shop, orderFor(shop, product))).orderId;
}

/** An owner with an address, where what is told can be counted. */
async function addOwner({ db, clock }: Shop): Promise<void> {
  const times = { created_at_ms: clock(), updated_at_ms: clock() };
  const person = {
    id: "per_owner",
    role: "owner",
    stall_id: null,
    name: "Owner",
    locale: "en",
    state: "active",
  } as const;
  await db
    .insertInto("person")
    .values({ ...person, hold_until_ms: 0n, ...times })
    .execute();
  await db
    .insertInto("email")
    .values({ address: "owner@hub.example", person_id: "per_owner", locale: "en", verified_at_ms: clock() })
    .execute();
}

const told = async ({ db }: Shop) => (await db.selectFrom("notice").select("kind").execute()).map(({ kind }) => kind);

test("an amount arrives whole, in parts or not at all, and not knowing turns nobody away", () => {
  assert.equal(
    [1n, 500n, 501n, 900n, 901n].map((sat) => arriving(receivable(900n, 500n), sat * 1_000n)),
    ["whole", "whole", "parts", "parts", "short"],
  );
  assert.is(arriving(receivable(0n), 1n), "short");
  assert.is(arriving(undefined, 1n), "unknown");
});

test("the owner is told once of an order that cannot arrive, and what was wanted most is kept", async () => {
  const shop = await openShop();
  await addOwner(shop);
  const first = await placeOver(shop, 5_000n);
  assert.is(await noteShortage(shop, receivable(4_000n)), "short");
  await placeOver(shop, 9_000n);
  await noteShortage(shop, receivable(3_000n));
  await noteShortage(shop, receivable(3_500n));
  assert.equal(await told(shop), ["receiving-short"]);
  const found = { wantedMsat: 9_000_000n, receivableMsat: 3_500_000n, foundAtMs: shop.clock() };
  assert.equal(await readShortage(shop.db), found);
  const row = await shop.db.selectFrom("shortage").select("order_id").executeTakeFirstOrThrow();
  assert.is(row.order_id, first);
  assert.is(await waitingMsat(shop.db, shop.clock()), 14_000_000n);
  await shop.close();
});

test("it is over when what was wanted would arrive, and the next one is told again", async () => {
  const shop = await openShop();
  await addOwner(shop);
  await placeOver(shop, 5_000n);
  await noteShortage(shop, receivable(4_000n));
  shop.clock.advance(20n * MINUTE_MS);
  assert.is(await noteShortage(shop, receivable(4_999n)), "well");
  assert.ok(await readShortage(shop.db), "no order waits any more, but the receivable is still too small");
  await noteShortage(shop, receivable(5_000n));
  assert.is(await readShortage(shop.db), undefined);
  await placeOver(shop, 6_000n);
  await noteShortage(shop, receivable(5_000n));
  assert.equal(await told(shop), ["receiving-short", "receiving-short"]);
  await shop.close();
});

test("an amount that nobody has wanted for a week is forgotten", async () => {
  const shop = await openShop();
  await placeOver(shop, 5_000n);
  await noteShortage(shop, receivable(4_000n));
  shop.clock.advance(7n * DAY_MS - 1n);
  await noteShortage(shop, receivable(4_000n));
  assert.ok(await readShortage(shop.db));
  shop.clock.advance(1n);
  await noteShortage(shop, receivable(4_000n));
  assert.is(await readShortage(shop.db), undefined);
  await shop.close();
});

test("a node that says nothing opens and closes nothing", async () => {
  const shop = await openShop();
  await placeOver(shop, 5_000n);
  assert.is(await noteShortage(shop, undefined), "unknown");
  await noteShortage(shop, receivable(1n));
  await noteShortage(shop, undefined);
  assert.ok(await readShortage(shop.db));
  await shop.close();
});

test("two that look at the same moment tell once", async () => {
  const shop = await openShop();
  await addOwner(shop);
  await placeOver(shop, 5_000n);
  await Promise.all([noteShortage(shop, receivable(1n)), noteShortage(shop, receivable(1n))]);
  assert.equal(await told(shop), ["receiving-short"]);
  await shop.close();
});
