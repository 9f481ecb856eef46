import { appendEvent } from "../db/append-event.ts";
import type { By } from "../db/append-event.ts";
import type { Tx } from "../db/database.ts";
import type { Canonical } from "../domain/canonical-json.ts";
import { newId } from "../domain/ids.ts";
import type { Random } from "../domain/ids.ts";
import type { UnixMs } from "../domain/time.ts";

export type Change = { stallId: string; type: string; body: { readonly [key: string]: Canonical } };

/** Remembers a change in the stall's stream of events. */
export async function recordChange(
  tx: Tx,
  { stallId, type, body }: Change,
  now: UnixMs,
  random: Random,
  by?: By,
): Promise<void> {
  await appendEvent(tx, { id: newId("evt", now, random), stream: stallId, type, atMs: now, by, body });
}

/** The names of what a change sets, sorted: events say what was touched, not every word of it. */
export function changedFields(changes: Readonly<Record<string, unknown>>): string[] {
  return Object.keys(changes)
    .filter((name) => changes[name] !== undefined)
    .toSorted();
}
