import type { Tx } from "../../db/database.ts";
import type { Acting, Actor } from "../acting.ts";
import { recordAct } from "../record-act.ts";

/** Writes down that a person has read the mail of an address. The event does not say which: events stay for good. */
export async function verifyAddress(
  tx: Tx,
  deps: Omit<Acting, "db">,
  actor: Actor,
  { address, locale }: { address: string; locale: "en" | "ko" },
): Promise<void> {
  await tx
    .insertInto("email")
    .values({ address, person_id: actor.personId, locale, verified_at_ms: deps.clock() })
    .execute();
  await recordAct(tx, deps, actor, { type: "address.added", stream: actor.personId, body: {} });
}
