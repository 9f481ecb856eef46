import type { Tx } from "../../db/database.ts";
import { transact } from "../../db/transact.ts";
import { sha256Hex } from "../../domain/hash.ts";
import { newId, newSecret } from "../../domain/ids.ts";
import { scopesOf, scopesOfAll } from "../../domain/permissions.ts";
import type { Permission, Role } from "../../domain/permissions.ts";
import { refuse } from "../../domain/refusal.ts";
import type { Refused } from "../../domain/refusal.ts";
import { DAY_MS } from "../../domain/time.ts";
import type { UnixMs } from "../../domain/time.ts";
import type { Acting, Actor } from "../acting.ts";
import { notify } from "../notify.ts";
import { recordAct } from "../record-act.ts";
import { apiKeyText } from "./api-key-text.ts";

export type NewApiKey = {
  /** What the person calls the program. */
  name: string;
  scopes: readonly string[];
  /** From 1 to two years. */
  days: number;
};

/** `text` is shown once and kept by nobody here. */
export type MadeApiKey = { kind: "made"; id: string; text: string; expiresAtMs: bigint };

const LONGEST_DAYS = 730;
export const LONGEST_KEY_NAME = 60;
const MOST_KEYS = 20;

/** Makes a key by which a program acts in a person's name, within the scopes that the person has chosen. */
export async function createApiKey(
  deps: Acting,
  actor: Actor,
  { role, ...wanted }: NewApiKey & { role: Role },
): Promise<MadeApiKey | Refused<"invalid-input" | "too-many-api-keys">> {
  const scopes = scopesOf(role).filter((scope) => wanted.scopes.includes(scope));
  if (wanted.name === "" || wanted.name.length > LONGEST_KEY_NAME) return refuse("invalid-input", "/name");
  if (scopes.length === 0 || scopes.length !== new Set(wanted.scopes).size) return refuse("invalid-input", "/scopes");
  if (!Number.isInteger(wanted.days) || wanted.days < 1 || wanted.days > LONGEST_DAYS)
    return refuse("invalid-input", "/days");
  return transact(deps.db, async (tx) => {
    if ((await countKeys(tx, actor.personId, deps.clock())) >= MOST_KEYS) return refuse("too-many-api-keys");
    return insertKey(tx, deps, actor, { ...wanted, scopes: [...scopesOfAll(), ...scopes] });
  });
}

/** Keys that ran out count no more. */
async function countKeys(tx: Tx, personId: string, now: UnixMs): Promise<number> {
  const keys = await tx
    .selectFrom("api_key")
    .select("id")
    .where("person_id", "=", personId)
    .where("revoked_at_ms", "is", null)
    .where("expires_at_ms", ">", now)
    .execute();
  return keys.length;
}

type Checked = { name: string; scopes: readonly Permission[]; days: number };

async function insertKey(tx: Tx, deps: Acting, actor: Actor, { name, scopes, days }: Checked): Promise<MadeApiKey> {
  const secret = newSecret(deps.random);
  const now = deps.clock();
  const id = newId("key", now, deps.random);
  const expiresAtMs = now + BigInt(days) * DAY_MS;
  await tx
    .insertInto("api_key")
    .values({
      id,
      person_id: actor.personId,
      name,
      secret_hash: sha256Hex(secret),
      scopes: scopes.join(" "),
      created_at_ms: now,
      expires_at_ms: expiresAtMs,
      last_used_at_ms: 0n,
      revoked_at_ms: null,
    })
    .execute();
  const body = { key: id, scopes, until: expiresAtMs.toString() };
  await recordAct(tx, deps, actor, { type: "api-key.made", stream: actor.personId, body });
  await notify(tx, deps, actor.personId, "key-added");
  return { kind: "made", id, text: apiKeyText(id, secret), expiresAtMs };
}
