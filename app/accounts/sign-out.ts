import { transact } from "../db/transact.ts";
import { sha256Hex } from "../domain/hash.ts";
import type { Acting, Visit } from "./acting.ts";
import { recordAct } from "./record-act.ts";

/** Ends one session; the cookie is worthless from this moment on. */
export async function signOut(deps: Acting, visit: Visit, token: string): Promise<void> {
  await transact(deps.db, async (tx) => {
    const ended = await tx
      .deleteFrom("session")
      .where("token_hash", "=", sha256Hex(token))
      .returning(["id", "person_id"])
      .executeTakeFirst();
    if (ended === undefined) return;
    const { id: session, person_id: personId } = ended;
    await recordAct(
      tx,
      deps,
      { personId, ...visit },
      { type: "person.signed-out", stream: personId, body: { session } },
    );
  });
}
