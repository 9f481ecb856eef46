import type { Db, Reader, Tx } from "../../db/database.ts";
import { transact } from "../../db/transact.ts";
import type { Random } from "../../domain/ids.ts";
import type { Clock } from "../../domain/time.ts";
import type { SeedWords } from "../../gateways/mint/port.ts";
import type { Seal } from "../seal.ts";

export type Seeding = { db: Db; clock: Clock; random: Random; seal: Seal; words: Pick<SeedWords, "fromEntropy"> };

const ENTROPY_BYTES = 16;
const ABOUT = "ecash-seed";

/** The twelve words that the hub's coins come from, made when they are first asked for. */
export async function seedWords({ db, clock, random, seal, words }: Seeding): Promise<string> {
  const there = await storedWords(db, seal);
  if (there !== undefined) return there;
  const made = words.fromEntropy(random(ENTROPY_BYTES));
  return transact(db, async (tx) => {
    const earlier = await storedWords(tx, seal);
    if (earlier === undefined) await keepWords(tx, { clock, seal, words: made });
    return earlier ?? made;
  });
}

export async function storedWords(reader: Reader, seal: Seal): Promise<string | undefined> {
  const row = await reader.selectFrom("ecash_seed").select("sealed").executeTakeFirst();
  return row && seal.open(row.sealed, ABOUT);
}

export async function keepWords(
  tx: Tx,
  { clock, seal, words }: { clock: Clock; seal: Seal; words: string },
): Promise<void> {
  await tx
    .insertInto("ecash_seed")
    .values({ id: 1n, sealed: seal.close(words, ABOUT), created_at_ms: clock() })
    .execute();
}
