import { transact } from "../../db/transact.ts";
import type { Db, Reader, Tx } from "../../db/database.ts";

/**
 * Numbers for so many outputs, each used by nobody before or after (NUT-13): the first of them. They are taken before
 * anything is made of them; what a crash leaves unused stays unused.
 */
export async function takeCounters(db: Db, keysetId: string, count: number): Promise<bigint> {
  // What they are used for is on disk before a mint is asked, and takes this along.
  const next = await transact(db, (tx) => advance(tx, keysetId, BigInt(count)), "recoverable");
  return next - BigInt(count);
}

async function advance(tx: Tx, keysetId: string, count: bigint): Promise<bigint> {
  const { next } = await tx
    .insertInto("ecash_counter")
    .values({ keyset_id: keysetId, next: count })
    .onConflict((conflict) =>
      conflict.column("keyset_id").doUpdateSet((eb) => ({
        next: eb("ecash_counter.next", "+", eb.ref("excluded.next")),
      })),
    )
    .returning("next")
    .executeTakeFirstOrThrow();
  return next;
}

/** The number that comes next; 0 for a keyset of which none was taken. */
export async function nextCounter(db: Reader, keysetId: string): Promise<bigint> {
  const row = await db.selectFrom("ecash_counter").select("next").where("keyset_id", "=", keysetId).executeTakeFirst();
  return row?.next ?? 0n;
}

/** Never lowers it. */
export async function raiseCounter(tx: Tx, keysetId: string, least: bigint): Promise<void> {
  await tx
    .insertInto("ecash_counter")
    .values({ keyset_id: keysetId, next: least })
    .onConflict((conflict) =>
      conflict.column("keyset_id").doUpdateSet({ next: least }).where("ecash_counter.next", "<", least),
    )
    .execute();
}
