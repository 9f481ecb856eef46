import type { Tx } from "../../db/database.ts";
import { newId } from "../../domain/ids.ts";
import { refuse } from "../../domain/refusal.ts";
import type { Refused } from "../../domain/refusal.ts";
import type { Acting, Actor } from "../acting.ts";
import { notify } from "../notify.ts";
import { recordAct } from "../record-act.ts";
import type { NewKey } from "./key.ts";

export type AddedKey = { kind: "key-added"; id: string };

const MOST_KEYS = 20;

/** Gives a person one more key to come in with, and tells them on every channel. */
export async function addKey(
  tx: Tx,
  deps: Omit<Acting, "db">,
  actor: Actor,
  key: NewKey,
): Promise<AddedKey | Refused<"key-taken" | "too-many-keys">> {
  const own = await tx.selectFrom("credential").select("id").where("person_id", "=", actor.personId).execute();
  if (own.length >= MOST_KEYS) return refuse("too-many-keys");
  const id = await insert(tx, deps, actor, key);
  if (id === undefined) return refuse("key-taken");
  const body = { key: id, by: key.kind };
  await recordAct(tx, deps, actor, { type: "key.added", stream: actor.personId, body });
  await notify(tx, deps, actor.personId, "key-added");
  return { kind: "key-added", id };
}

async function insert(
  tx: Tx,
  { clock, random }: Omit<Acting, "db">,
  { personId }: Actor,
  key: NewKey,
): Promise<string | undefined> {
  const now = clock();
  const id = newId("crd", now, random);
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto("credential")
    .values({
      id,
      person_id: personId,
      kind: key.kind,
      identifier: key.identifier,
      public_key: key.publicKey,
      sign_count: key.signCount,
      label: key.label,
      host: key.host,
      created_at_ms: now,
      last_used_at_ms: now,
    })
    .onConflict((conflict) => conflict.columns(["kind", "identifier"]).doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 0n ? undefined : id;
}
