import type { Db } from "../../db/database.ts";
import { transact } from "../../db/transact.ts";
import type { Random } from "../../domain/ids.ts";
import type { Clock } from "../../domain/time.ts";
import type { SeedWords } from "../../gateways/mint/port.ts";
import type { Seal } from "../seal.ts";

export type Seeding = { db: Db; clock: Clock; random: Random; seal: Seal; words: SeedWords };

const ENTROPY_BYTES = 16;
const ABOUT = "ecash-seed";

/** The twelve words that the hub's coins come from, made when they are first asked for. */
export async function seedWords({ db, clock, random, seal, words }: Seeding): Promise<string> {
  const there = await db.selectFrom("ecash_seed").select("sealed").executeTakeFirst();
  if (there !== undefined) return seal.open(there.sealed, ABOUT);
  const made = words.fromEntropy(random(ENTROPY_BYTES));
  const sealed = seal.close(made, ABOUT);
  const kept = await transact(db, async (tx) => {
    const earlier = await tx.selectFrom("ecash_seed").select("sealed").executeTakeFirst();
    if (earlier !== undefined) return earlier.sealed;
    await tx.insertInto("ecash_seed").values({ id: 1n, sealed, created_at_ms: clock() }).execute();
    return sealed;
  });
  return seal.open(kept, ABOUT);
}
