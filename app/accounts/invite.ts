import { transact } from "../db/transact.ts";
import { sha256Hex } from "../domain/hash.ts";
import { newId, newSecret } from "../domain/ids.ts";
import type { Role } from "../domain/permissions.ts";
import { MINUTE_MS, DAY_MS } from "../domain/time.ts";
import type { Acting, Actor } from "./acting.ts";
import { TERMINAL, recordAct } from "./record-act.ts";

/** Whom a link is for. Buyers make their own accounts and are not invited. */
export type Invited = ({ role: Exclude<Role, "seller" | "buyer"> } | { role: "seller"; stallId: string }) & {
  /** What its maker calls them; they may choose another name. */
  name?: string;
};

/** `token` is shown once. */
export type Invitation = { id: string; token: string; expiresAtMs: bigint };

/** The owner's link is shown on a terminal and used at once; the others travel to a person first. */
const OWNER_LIFETIME_MS = 30n * MINUTE_MS;
const LIFETIME_MS = 7n * DAY_MS;

/** Makes a link's one-time token (256 bits); only its hash is stored. Without `actor` it is made at the machine itself. */
export async function invite(deps: Acting, guest: Invited, actor?: Actor): Promise<Invitation> {
  const token = newSecret(deps.random);
  const now = deps.clock();
  const id = newId("inv", now, deps.random);
  const expiresAtMs = now + (guest.role === "owner" ? OWNER_LIFETIME_MS : LIFETIME_MS);
  const stallId = guest.role === "seller" ? guest.stallId : null;
  await transact(deps.db, async (tx) => {
    await tx
      .insertInto("invitation")
      .values({
        id,
        role: guest.role,
        stall_id: stallId,
        name: guest.name ?? "",
        made_by: actor?.personId ?? null,
        token_hash: sha256Hex(token),
        expires_at_ms: expiresAtMs,
        used_at_ms: null,
        created_at_ms: now,
      })
      .execute();
    const body = { role: guest.role, ...(stallId !== null && { stall: stallId }) };
    await recordAct(tx, deps, actor ?? { personId: TERMINAL }, { type: "invitation.made", stream: id, body });
  });
  return { id, token, expiresAtMs };
}
