import type { Tx } from "../../db/database.ts";
import { transact } from "../../db/transact.ts";
import { isRefused, refuse } from "../../domain/refusal.ts";
import type { Refused } from "../../domain/refusal.ts";
import type { Actor } from "../acting.ts";
import { endOtherSessions } from "../end-session.ts";
import { notify } from "../notify.ts";
import { renewSession } from "../renew-session.ts";
import type { Renewed } from "../renew-session.ts";
import type { Requesting } from "./request.ts";
import { takeCode } from "./take-code.ts";
import type { CodeRefusal } from "./take-code.ts";
import { verifyAddress } from "./verify-address.ts";

export type AddedAddress = { kind: "address-added"; session: Renewed };

/**
 * A person types the code that was sent to their new address. From then on they can come in by it; every session from
 * before, and every copy of this one, ends: whoever prepared an account for somebody else's address is out.
 */
export async function addAddress(
  deps: Requesting,
  actor: Actor,
  { browser, typed, sessionId }: { browser: string; typed: string; sessionId: string },
): Promise<AddedAddress | Refused<CodeRefusal | "address-taken">> {
  return transact(deps.db, async (tx) => {
    const row = await takeCode(tx, deps, { browser, typed, purposes: ["add-address"], visit: actor });
    if (isRefused(row)) return row;
    if (row.person_id !== actor.personId) return refuse("request-over");
    const owner = await tx
      .selectFrom("email")
      .select("person_id")
      .where("address", "=", row.address)
      .executeTakeFirst();
    if (owner !== undefined && owner.person_id !== actor.personId) return refuse("address-taken");
    if (owner === undefined) await add(tx, deps, actor, row);
    await endOtherSessions(tx, deps, actor, { personId: actor.personId, except: sessionId });
    return { kind: "address-added", session: await renewSession(tx, deps, { personId: actor.personId, sessionId }) };
  });
}

async function add(
  tx: Tx,
  deps: Requesting,
  actor: Actor,
  email: { address: string; locale: "en" | "ko" },
): Promise<void> {
  // The addresses from before hear of it, too, and so does the new one.
  await verifyAddress(tx, deps, actor, email);
  await notify(tx, deps, actor.personId, "address-added");
}
