import { transact } from "../../db/transact.ts";
import type { Db } from "../../db/database.ts";

/**
 * Numbers for so many outputs, each used by nobody before or after (NUT-13): the first of them. They are taken before
 * anything is made of them; what a crash leaves unused stays unused.
 */
export async function takeCounters(db: Db, keysetId: string, count: number): Promise<bigint> {
  const { next } = await transact(db, async (tx) =>
    tx
      .insertInto("ecash_counter")
      .values({ keyset_id: keysetId, next: BigInt(count) })
      .onConflict((conflict) =>
        conflict.column("keyset_id").doUpdateSet((eb) => ({
          next: eb("ecash_counter.next", "+", eb.ref("excluded.next")),
        })),
      )
      .returning("next")
      .executeTakeFirstOrThrow(),
  );
  return next - BigInt(count);
}
