import { transact } from "../../db/transact.ts";
import type { MintPort } from "../../gateways/mint/port.ts";
import type { Ecash } from "../ecash.ts";
import { nextCounter, raiseCounter } from "./counters.ts";
import { scanNumbers } from "./scan-numbers.ts";

const AT_ONCE = 25;
/** A mint that says to have signed everything is not believed for ever. */
const ROUNDS = 400;

/**
 * Goes past numbers that the seed was used with before: the database was taken from an older copy, and its mint would
 * sign none of them again.
 */
export async function skipSigned(
  deps: Pick<Ecash, "db" | "kit" | "seed">,
  mint: Pick<MintPort, "restore">,
  keysetId: string,
): Promise<void> {
  for (let round = 0; round < ROUNDS; round += 1) {
    const from = await nextCounter(deps.db, keysetId);
    const last = (await scanNumbers(deps, mint, { keysetId, from, count: AT_ONCE })).at(-1);
    if (last === undefined) return;
    await transact(deps.db, (tx) => raiseCounter(tx, keysetId, last.number + 1n));
  }
}
