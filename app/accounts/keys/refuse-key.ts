import type { Tx } from "../../db/database.ts";
import type { CredentialKind } from "../../db/schema.ts";
import { refuse } from "../../domain/refusal.ts";
import type { Refused } from "../../domain/refusal.ts";
import type { Acting, Visit } from "../acting.ts";
import { NOBODY, recordAct } from "../record-act.ts";

type Reason = "unknown-key" | "bad-answer" | "passkey-unverified";

/** Turns a key away and writes down that somebody tried; `personId` is whose key it was said to be. */
export async function refuseKey<Why extends Reason>(
  tx: Tx,
  deps: Omit<Acting, "db">,
  { kind, personId = NOBODY, visit }: { kind: CredentialKind; personId?: string | undefined; visit: Visit },
  reason: Why,
): Promise<Refused<Why>> {
  const body = { by: kind, reason };
  await recordAct(tx, deps, { personId: NOBODY, ...visit }, { type: "person.refused", stream: personId, body });
  return refuse(reason);
}
