import type { Db } from "../../app/db/database.ts";
import { openDatabase } from "../../app/db/open.ts";
import { balances } from "../../app/payments/balances.ts";
import { stockHub, type Goods } from "./stall.ts";

/** A hub's database with one stall whose seller wants to hear of every paid order. */
export async function rushHub(dataDir: string, url: string): Promise<Goods> {
  const goods = await stockHub(dataDir);
  await using(dataDir, (db) =>
    db
      .insertInto("webhook")
      .values({
        id: `whk_${"0".repeat(26)}`,
        stall_id: goods.stallId,
        url,
        events: JSON.stringify(["order.paid"]),
        names: "hub",
        generation: 1n,
        rotated_at_ms: null,
        state: "on",
        off_reason: "",
        failing_since_ms: null,
        created_at_ms: 0n,
        updated_at_ms: 0n,
      })
      .execute(),
  );
  return goods;
}

/** What a stopped hub has left on disk. */
export interface Left {
  /** By the ids of their orders. */
  paid: ReadonlySet<string>;
  /** Messages that no answer of the receiver's has ended. */
  unsent: number;
  /** The sum of all accounts; anything but zero is money made or lost. */
  sumMsat: bigint;
  revenueMsat: bigint;
}

export function lookAt(dataDir: string): Promise<Left> {
  return using(dataDir, async (db) => {
    const paid = await db.selectFrom("orders").select("id").where("state", "=", "paid").execute();
    const unsent = await db.selectFrom("webhook_delivery").select("id").where("state", "<>", "sent").execute();
    const sums = await balances(db);
    const total = [...sums.values()].reduce((sum, account) => sum + account, 0n);
    const revenueMsat = sums.get("asset:lightning") ?? 0n;
    return { paid: new Set(paid.map(({ id }) => id)), unsent: unsent.length, sumMsat: total, revenueMsat };
  });
}

async function using<Result>(dataDir: string, use: (db: Db) => Promise<Result>): Promise<Result> {
  const db = await openDatabase(dataDir, undefined);
  try {
    return await use(db);
  } finally {
    await db.destroy();
  }
}
