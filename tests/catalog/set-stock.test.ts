import * as assert from "uvu/assert";
import { setStock } from "../../app/catalog/set-stock.ts";
import { suite } from "../support/suite.ts";
import { claim, granted, openMarket } from "./stalls.ts";

const test = suite("catalog/set-stock");
const { db, clock, random, open, add, close } = await openMarket();
const stallId = await open("mine");
const otherId = await open("other");
test.after(close);

async function shelf(stock: number | null): Promise<string> {
  const { variantIds } = await add(stallId, { variants: [{ title: "", stock }] });
  return variantIds[0] ?? "";
}

async function counts(variantId: string): Promise<[bigint, bigint] | undefined> {
  const row = await db.selectFrom("stock").selectAll().where("variant_id", "=", variantId).executeTakeFirst();
  return row === undefined ? undefined : [row.on_hand, row.reserved];
}

const set = (variantId: string, input: object, stall = stallId) =>
  setStock(db, stall, variantId, input, clock(), random);

test("stock is set, counted for the first time, and no longer counted", async () => {
  const id = await shelf(null);
  assert.is(await counts(id), undefined);
  assert.equal(await set(id, { stock: 7 }), { variantId: id, onHand: 7n });
  assert.equal(await counts(id), [7n, 0n]);
  await granted(set(id, { stock: 0 }));
  assert.equal(await counts(id), [0n, 0n]);
  assert.equal(await set(id, { stock: null }), { variantId: id, onHand: null });
  assert.is(await counts(id), undefined);
});

test("stock never falls below what open orders have claimed", async () => {
  const id = await shelf(5);
  await claim(db, id, 3n);
  for (const stock of [2, 0, null]) {
    assert.equal(await set(id, { stock }), { kind: "refused", reason: "stock-reserved", pointer: "/stock" });
  }
  assert.equal(await counts(id), [5n, 3n]);
  await granted(set(id, { stock: 3 }));
  assert.equal(await counts(id), [3n, 3n]);
});

test("a claim made while the stock is being lowered is kept", async () => {
  const id = await shelf(10);
  await Promise.all([set(id, { stock: 4 }), claim(db, id, 4n).catch(() => undefined)]);
  const [onHand, reserved] = (await counts(id)) ?? [0n, 0n];
  assert.ok(reserved <= onHand && [4n, 10n].includes(onHand));
});

test("a count that the seller saw before something was sold is not written over", async () => {
  const id = await shelf(5);
  await db.updateTable("stock").set({ on_hand: 4n }).where("variant_id", "=", id).execute();
  assert.equal(await set(id, { stock: 6, expected: 5 }), {
    kind: "refused",
    reason: "stock-changed",
    pointer: "/stock",
  });
  assert.equal(await set(id, { stock: 6, expected: null }), {
    kind: "refused",
    reason: "stock-changed",
    pointer: "/stock",
  });
  await granted(set(id, { stock: 6, expected: 4 }));
  assert.equal(await counts(id), [6n, 0n]);
  const uncounted = await shelf(null);
  await granted(set(uncounted, { stock: 1, expected: null }));
});

test("only whole numbers within reason are stock", async () => {
  const id = await shelf(5);
  for (const stock of [-1, 1.5, "3", 1e300, Number.NaN, 1_000_000_001, undefined, true]) {
    const refused = await set(id, { stock });
    assert.is("pointer" in refused && refused.pointer, "/stock", String(stock));
  }
  assert.equal(await counts(id), [5n, 0n]);
});

test("a seller reaches no other stall's stock", async () => {
  const id = await shelf(5);
  assert.equal(await set(id, { stock: 0 }, otherId), { kind: "refused", reason: "unknown-variant" });
  assert.equal(await set("a\0b", { stock: 0 }), { kind: "refused", reason: "unknown-variant" });
  assert.equal(await counts(id), [5n, 0n]);
});
