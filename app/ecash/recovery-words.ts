import type { Db, Reader } from "../db/database.ts";
import { transact } from "../db/transact.ts";
import type { Clock } from "../domain/time.ts";
import type { SeedWords } from "../gateways/mint/port.ts";
import type { Seal } from "./seal.ts";
import { keepWords, storedWords } from "./wallet/seed.ts";

/** The twelve words for the hub's owner alone; undefined while none were made. */
export async function recoveryWords(deps: { db: Reader; seal: Seal }): Promise<string | undefined> {
  return storedWords(deps.db, deps.seal);
}

/** `others-in-use`: coins were made from the words that are there, and would be found by these no more. */
export type WordsUsed = { kind: "used"; words: string } | { kind: "no-words" } | { kind: "others-in-use" };

/** Makes twelve words that were kept outside those of this hub. */
export async function useWords(
  { db, clock, seal, words }: { db: Db; clock: Clock; seal: Seal; words: Pick<SeedWords, "read"> },
  typed: string,
): Promise<WordsUsed> {
  const brought = words.read(typed);
  if (brought === undefined) return { kind: "no-words" };
  return transact(db, async (tx) => {
    if ((await storedWords(tx, seal)) === brought) return { kind: "used", words: brought };
    if ((await tx.selectFrom("ecash_counter").select("next").executeTakeFirst()) !== undefined)
      return { kind: "others-in-use" };
    await tx.deleteFrom("ecash_seed").execute();
    await keepWords(tx, { clock, seal, words: brought });
    return { kind: "used", words: brought };
  });
}
