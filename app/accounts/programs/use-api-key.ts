import type { Db, Reader } from "../../db/database.ts";
import { transact } from "../../db/transact.ts";
import { sameDigest, sha256Hex } from "../../domain/hash.ts";
import { isPermission } from "../../domain/permissions.ts";
import { MINUTE_MS } from "../../domain/time.ts";
import type { UnixMs } from "../../domain/time.ts";
import type { Acting, Person, Visit } from "../acting.ts";
import { recordAct } from "../record-act.ts";
import { readApiKeyText } from "./api-key-text.ts";

/** How often it is written down that a key is in use. */
const NOTED_EVERY_MS = MINUTE_MS;
const USED = "api-key.used";

/** The person in whose name a program asks with this key, and what it may do; undefined for a key that is not good. */
export async function useApiKey(deps: Acting, text: string, visit: Visit): Promise<Person | undefined> {
  const row = await findGood(deps.db, text, deps.clock());
  if (row === undefined) return undefined;
  if (row.last_used_at_ms + NOTED_EVERY_MS <= deps.clock()) await noteUse(deps.db, row.key_id, deps.clock());
  await recordNewPlace(deps, { keyId: row.key_id, personId: row.id }, visit);
  return personOf(row);
}

/** The same without noting a use: for a stream that goes on under a key that was used to open it. */
export async function findByApiKey(db: Db, text: string, now: UnixMs): Promise<Person | undefined> {
  const row = await findGood(db, text, now);
  return row === undefined ? undefined : personOf(row);
}

type Row = NonNullable<Awaited<ReturnType<typeof findGood>>>;

function personOf({ id, role, stall_id, name, scopes }: Row): Person {
  return {
    id,
    role,
    stallId: stall_id ?? undefined,
    name,
    session: undefined,
    scopes: scopes.split(" ").filter(isPermission),
  };
}

async function findGood(reader: Reader, text: string, now: UnixMs) {
  const key = readApiKeyText(text);
  if (key === undefined) return undefined;
  const row = await reader
    .selectFrom("api_key")
    .innerJoin("person", "person.id", "api_key.person_id")
    .where("api_key.id", "=", key.id)
    .where("revoked_at_ms", "is", null)
    .where("expires_at_ms", ">", now)
    .where("person.state", "=", "active")
    .select(["api_key.id as key_id", "secret_hash", "scopes", "last_used_at_ms"])
    .select(["person.id", "role", "stall_id", "person.name"])
    .executeTakeFirst();
  return row !== undefined && sameDigest(row.secret_hash, sha256Hex(key.secret)) ? row : undefined;
}

async function noteUse(db: Db, id: string, now: UnixMs): Promise<void> {
  await db.updateTable("api_key").set({ last_used_at_ms: now }).where("id", "=", id).execute();
}

type Used = { keyId: string; personId: string };

/** A key that turns up where it never was may have been stolen, so each first time is in the person's history. */
async function recordNewPlace(deps: Acting, used: Used, visit: Visit): Promise<void> {
  if (await wasUsedAt(deps.db, used.keyId, visit)) return;
  await transact(deps.db, async (tx) => {
    if (await wasUsedAt(tx, used.keyId, visit)) return;
    const act = { type: USED, stream: used.keyId, body: { key: used.keyId } };
    await recordAct(tx, deps, { personId: used.personId, ...visit }, act);
  });
}

async function wasUsedAt(reader: Reader, keyId: string, { door, device }: Visit): Promise<boolean> {
  const event = await reader
    .selectFrom("event")
    .select("id")
    .where("stream", "=", keyId)
    .where("type", "=", USED)
    .where("door", "=", door)
    .where("device", "=", device)
    .executeTakeFirst();
  return event !== undefined;
}
