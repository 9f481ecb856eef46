import { addProduct } from "../../app/catalog/add-product.ts";
import type { AddedProduct } from "../../app/catalog/add-product.ts";
import { openStall } from "../../app/catalog/open-stall.ts";
import type { Db } from "../../app/db/database.ts";
import type { Random } from "../../app/domain/ids.ts";
import { isRefused } from "../../app/domain/refusal.ts";
import type { Refused } from "../../app/domain/refusal.ts";
import { openTestDatabase } from "../support/database.ts";
import { testClock, testRandom } from "../support/world.ts";
import type { TestClock } from "../support/world.ts";

export type Market = {
  db: Db;
  clock: TestClock;
  random: Random;
  open: (slug: string, more?: object) => Promise<string>;
  add: (stallId: string, more?: object) => Promise<AddedProduct>;
  close: () => Promise<void>;
};

/** An empty market on a database of its own, with short ways to fill it; time moves on with every product. */
export async function openMarket(): Promise<Market> {
  const db = await openTestDatabase();
  const clock = testClock();
  const random = testRandom();
  return {
    db,
    clock,
    random,
    open: async (slug, more) =>
      (await granted(openStall(db, { slug, title: `Stall ${slug}`, ...more }, clock(), random))).stallId,
    add: async (stallId, more) => {
      clock.advance(1n);
      const product = { title: "Bread", kind: "pickup", price: { amount: "1000", currency: "SAT" }, ...more };
      return granted(addProduct(db, stallId, product, clock(), random));
    },
    close: () => db.destroy(),
  };
}

/** The result of something that a test takes for granted. */
export async function granted<Result>(result: Promise<Result>): Promise<Exclude<Result, Refused>> {
  const value = await result;
  if (isGranted(value)) return value;
  throw new Error(`refused: ${JSON.stringify(value)}`);
}

function isGranted<Result>(result: Result): result is Exclude<Result, Refused> {
  return !isRefused(result);
}

/** What an open order does to the shelf. */
export async function claim(db: Db, variantId: string, quantity: bigint): Promise<void> {
  await db
    .updateTable("stock")
    .set((eb) => ({ reserved: eb("reserved", "+", quantity) }))
    .where("variant_id", "=", variantId)
    .execute();
}
