import type { Tx } from "../db/database.ts";
import { enqueue } from "../db/enqueue.ts";
import { newId } from "../domain/ids.ts";
import type { Acting } from "./acting.ts";

/** The job that tells a person of something on every channel by which they can be reached. */
export const NOTIFY_JOB = "person.notify";

/** What a person must hear of, because somebody else may have done it in their name. */
export const NOTICES = [
  "key-added",
  "key-removed",
  "address-added",
  "address-removed",
  "sheet-made",
  "sheet-used",
  "sheet-burnt",
  "role-changed",
  "shut-out",
] as const;

export type NoticeKind = (typeof NOTICES)[number];

/** Queues a notice in the transaction of what it tells of: it is sent exactly if that happened. */
export async function notify(
  tx: Tx,
  { clock, random }: Omit<Acting, "db">,
  personId: string,
  kind: NoticeKind,
): Promise<void> {
  const now = clock();
  await enqueue(tx, {
    id: newId("job", now, random),
    kind: NOTIFY_JOB,
    payload: { personId, kind },
    runAtMs: now,
    nowMs: now,
  });
}
