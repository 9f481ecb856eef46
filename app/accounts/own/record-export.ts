import { transact } from "../../db/transact.ts";
import type { Acting, Actor } from "../acting.ts";
import { recordAct } from "../record-act.ts";

/** Writes down that somebody took along everything that is known about them: it may not have been them. */
export async function recordExport(deps: Acting, actor: Actor): Promise<void> {
  const act = { type: "person.exported", stream: actor.personId, body: {} };
  await transact(deps.db, (tx) => recordAct(tx, deps, actor, act));
}
