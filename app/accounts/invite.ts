import { sha256Hex } from "../domain/hash.ts";
import { newId, newSecret } from "../domain/ids.ts";
import type { Role } from "../domain/permissions.ts";
import { MINUTE_MS, DAY_MS } from "../domain/time.ts";
import type { Acting } from "./acting.ts";

/** Whom a link is for. Buyers make their own accounts and are not invited. */
export type Invited = { role: Exclude<Role, "seller" | "buyer"> } | { role: "seller"; stallId: string };

/** The owner's link is shown on a terminal and used at once; the others travel to a person first. */
const OWNER_LIFETIME_MS = 30n * MINUTE_MS;
const LIFETIME_MS = 7n * DAY_MS;

/** Makes a link's one-time token (256 bits, shown once); only its hash is stored. */
export async function invite(deps: Acting, guest: Invited): Promise<{ token: string; expiresAtMs: bigint }> {
  const token = newSecret(deps.random);
  const now = deps.clock();
  const expiresAtMs = now + (guest.role === "owner" ? OWNER_LIFETIME_MS : LIFETIME_MS);
  await deps.db
    .insertInto("invitation")
    .values({
      id: newId("inv", now, deps.random),
      role: guest.role,
      stall_id: guest.role === "seller" ? guest.stallId : null,
      token_hash: sha256Hex(token),
      expires_at_ms: expiresAtMs,
      used_at_ms: null,
      created_at_ms: now,
    })
    .execute();
  return { token, expiresAtMs };
}
