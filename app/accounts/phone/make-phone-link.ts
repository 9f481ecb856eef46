import { transact } from "../../db/transact.ts";
import { sha256Hex } from "../../domain/hash.ts";
import { newId } from "../../domain/ids.ts";
import { SECOND_MS } from "../../domain/time.ts";
import type { Acting, Actor } from "../acting.ts";
import { recordAct } from "../record-act.ts";
import { phoneToken } from "./phone-token.ts";

/** Long enough to lift a phone, too short to walk away from the screen. */
const PHONE_LINK_MS = 60n * SECOND_MS;

/** Makes the link that a screen shows to its own person's phone. The one made before is worth nothing then. */
export async function makePhoneLink(
  deps: Acting & { secretKey: string },
  actor: Actor,
  { sessionId }: { sessionId: string },
): Promise<void> {
  await transact(deps.db, async (tx) => {
    const now = deps.clock();
    const id = newId("phl", now, deps.random);
    await tx.deleteFrom("phone_link").where("person_id", "=", actor.personId).execute();
    await tx
      .insertInto("phone_link")
      .values({
        id,
        person_id: actor.personId,
        session_id: sessionId,
        token_hash: sha256Hex(phoneToken(deps.secretKey, id)),
        state: "waiting",
        device: "",
        created_at_ms: now,
        expires_at_ms: now + PHONE_LINK_MS,
      })
      .execute();
    await recordAct(tx, deps, actor, { type: "phone-link.made", stream: actor.personId, body: { link: id } });
  });
}
