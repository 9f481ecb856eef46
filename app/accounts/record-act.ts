import { appendEvent } from "../db/append-event.ts";
import type { By } from "../db/append-event.ts";
import type { Tx } from "../db/database.ts";
import type { Canonical } from "../domain/canonical-json.ts";
import { newId } from "../domain/ids.ts";
import type { Acting } from "./acting.ts";

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
/** Stands for whoever holds an order's key and is not signed in. */
export const BUYER = "buyer";
/** Stands for whoever works at the machine itself. */
export const TERMINAL = "terminal";

/** Writes down what a person did, from which door and device, in the transaction that does it. */
export async function recordAct(tx: Tx, { clock, random }: Omit<Acting, "db">, by: By, act: Act): Promise<void> {
  const now = clock();
  await appendEvent(tx, { ...act, id: newId("evt", now, random), atMs: now, by });
}
