import type { Tx } from "../../db/database.ts";
import { newId } from "../../domain/ids.ts";
import type { Random } from "../../domain/ids.ts";
import type { UnixMs } from "../../domain/time.ts";
import type { Difference, Looked } from "./difference.ts";

type Noting = { random: Random; now: UnixMs };

/**
 * Writes down what was found: a difference that is new becomes a finding, one that is known stays the same finding, and
 * findings about something that is in order again are closed. Answers with how many are new.
 */
export async function noteLooked(tx: Tx, noting: Noting, looked: readonly Looked[]): Promise<number> {
  const open = await openSubjects(tx);
  let opened = 0;
  for (const { subject, differences } of looked) {
    if (differences.length === 0 && !open.has(subject)) continue;
    for (const difference of differences) if (await note(tx, noting, difference)) opened += 1;
    await closeOthers(tx, noting.now, subject, differences);
  }
  return opened;
}

async function openSubjects(tx: Tx): Promise<ReadonlySet<string>> {
  const rows = await tx.selectFrom("finding").select("subject").where("state", "=", "open").execute();
  return new Set(rows.map(({ subject }) => subject));
}

/** True when it was not known. */
async function note(tx: Tx, { random, now }: Noting, found: Difference): Promise<boolean> {
  const amounts = { booked_msat: found.bookedMsat, node_msat: found.nodeMsat };
  const known = await tx
    .updateTable("finding")
    .set({ ...amounts, seen_at_ms: now })
    .where("kind", "=", found.kind)
    .where("subject", "=", found.subject)
    .where("state", "=", "open")
    .executeTakeFirst();
  if (known.numUpdatedRows > 0n) return false;
  await tx
    .insertInto("finding")
    .values({
      id: newId("fnd", now, random),
      kind: found.kind,
      subject: found.subject,
      order_id: found.orderId ?? null,
      outgoing_id: found.outgoingId ?? null,
      ...amounts,
      state: "open",
      found_at_ms: now,
      seen_at_ms: now,
      closed_at_ms: null,
    })
    .execute();
  return true;
}

async function closeOthers(tx: Tx, now: UnixMs, subject: string, still: readonly Difference[]): Promise<void> {
  let closing = tx
    .updateTable("finding")
    .set({ state: "closed", closed_at_ms: now })
    .where("subject", "=", subject)
    .where("state", "=", "open");
  for (const { kind } of still) closing = closing.where("kind", "!=", kind);
  await closing.execute();
}
