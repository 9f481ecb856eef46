import type { Db } from "../db/database.ts";
import type { PersonRole } from "../db/schema.ts";
import { sha256Hex } from "../domain/hash.ts";
import { newId, newSecret } from "../domain/ids.ts";
import type { Random } from "../domain/ids.ts";
import { MINUTE_MS, DAY_MS } from "../domain/time.ts";
import type { Clock } from "../domain/time.ts";

export type Inviting = { db: Db; clock: Clock; random: Random };

export type Guest = { role: "owner" } | { role: "seller"; stallId: string };

const LIFETIME_MS: Record<PersonRole, bigint> = { owner: 30n * MINUTE_MS, seller: 7n * DAY_MS };

/** Makes a link's one-time token (256 bits, shown once); only its hash is stored. */
export async function invite(deps: Inviting, guest: Guest): Promise<{ token: string; expiresAtMs: bigint }> {
  const token = newSecret(deps.random);
  const now = deps.clock();
  const expiresAtMs = now + LIFETIME_MS[guest.role];
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
