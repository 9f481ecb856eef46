import type { Tx } from "../db/database.ts";
import type { Random } from "../domain/ids.ts";
import type { Clock } from "../domain/time.ts";
import type { Looked } from "./reconcile/difference.ts";
import { noteLooked } from "./reconcile/note-looked.ts";
import { tellOwners } from "./reconcile/tell-owners.ts";

/** Writes down what another room found, as comparing the books does, and tells the owners of what is new. */
export async function noteFindings(
  tx: Tx,
  deps: { clock: Clock; random: Random },
  looked: readonly Looked[],
): Promise<number> {
  const opened = await noteLooked(tx, { random: deps.random, now: deps.clock() }, looked);
  if (opened > 0) await tellOwners(tx, deps);
  return opened;
}
