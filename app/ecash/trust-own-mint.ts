import type { Db } from "../db/database.ts";
import { transact } from "../db/transact.ts";
import type { Clock } from "../domain/time.ts";

/** Nobody but the owner could lose by it: what it owes, the owner owes. */
const NO_CAP = { cap_msat: 2_100_000_000_000_000_000n, payment_cap_msat: 2_100_000_000_000_000_000n };

/** Until the owner says how much of it is taken. */
const NOTHING = { cap_msat: 0n, payment_cap_msat: 0n };

/**
 * Puts the hub's own mint on the list, once, as the one whose e-cash is simply swapped. Another than before is a new
 * one: the old one stays on the list as a foreign one, because the hub may still hold its coins.
 */
export async function trustOwnMint({ db, clock }: { db: Db; clock: Clock }, url: string): Promise<void> {
  await transact(db, async (tx) => {
    const own = await tx.selectFrom("mint").select("url").where("kind", "=", "own").executeTakeFirst();
    if (own?.url === url) return;
    const now = clock();
    await tx
      .updateTable("mint")
      .set({ kind: "foreign", state: "off", updated_at_ms: now, ...NOTHING })
      .where("kind", "=", "own")
      .execute();
    await tx
      .insertInto("mint")
      .values({ url, kind: "own", state: "on", reason: "", created_at_ms: now, updated_at_ms: now, ...NO_CAP })
      .onConflict((conflict) =>
        conflict.column("url").doUpdateSet({ kind: "own", state: "on", updated_at_ms: now, ...NO_CAP }),
      )
      .execute();
  });
}
