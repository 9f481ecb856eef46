import { appendEvent } from "../db/append-event.ts";
import type { Tx } from "../db/database.ts";
import type { Canonical } from "../domain/canonical-json.ts";
import { newId } from "../domain/ids.ts";
import type { Acting, Actor } from "./acting.ts";

export type Act = {
  /** `person.signed-in`, `role.changed`: what was done. */
  type: string;
  /** The person or thing it was done to. */
  stream: string;
  /** Ids and plain words; never a secret, an address or a name, since events are never erased. */
  body: { readonly [key: string]: Canonical };
};

/** Stands for whoever tried something without being known. */
export const NOBODY = "nobody";

/** Writes down what a person did, from which door and device, in the transaction that does it. */
export async function recordAct(tx: Tx, { clock, random }: Omit<Acting, "db">, actor: Actor, act: Act): Promise<void> {
  const now = clock();
  await appendEvent(tx, {
    id: newId("evt", now, random),
    stream: act.stream,
    type: act.type,
    atMs: now,
    actor: actor.personId,
    body: { ...act.body, door: actor.door, device: actor.device },
  });
}
