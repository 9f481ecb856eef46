import { transact } from "../../db/transact.ts";
import { refuse } from "../../domain/refusal.ts";
import type { Refused } from "../../domain/refusal.ts";
import type { Acting, Actor } from "../acting.ts";
import { recordAct } from "../record-act.ts";

/** Makes one of the person's own keys worthless, from this moment on. */
export async function revokeApiKey(
  deps: Acting,
  actor: Actor,
  keyId: string,
): Promise<{ kind: "revoked" } | Refused<"unknown-api-key">> {
  return transact(deps.db, async (tx) => {
    const revoked = await tx
      .updateTable("api_key")
      .set({ revoked_at_ms: deps.clock() })
      .where("id", "=", keyId)
      .where("person_id", "=", actor.personId)
      .where("revoked_at_ms", "is", null)
      .executeTakeFirst();
    if (revoked.numUpdatedRows === 0n) return refuse("unknown-api-key");
    await recordAct(tx, deps, actor, { type: "api-key.revoked", stream: actor.personId, body: { key: keyId } });
    return { kind: "revoked" };
  });
}
