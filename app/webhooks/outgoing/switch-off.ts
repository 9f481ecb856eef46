import { notify } from "../../accounts/notify.ts";
import { appendEvent } from "../../db/append-event.ts";
import type { Db, Tx } from "../../db/database.ts";
import type { OffReason } from "../../db/schema.ts";
import { newId } from "../../domain/ids.ts";
import type { Random } from "../../domain/ids.ts";
import type { Clock, UnixMs } from "../../domain/time.ts";

type Deps = { db: Db; clock: Clock; random: Random };

/**
 * Switches a webhook off that nobody hears any more, and tells whoever runs its stall: an event and a notice. Messages
 * that still waited are dropped; each can be sent again by hand.
 */
export async function giveUp(tx: Tx, deps: Deps, id: string, reason: "gone" | "failing"): Promise<void> {
  const now = deps.clock();
  const stallId = await switchOff(tx, id, reason, now);
  if (stallId === undefined) return;
  const event = { id: newId("evt", now, deps.random), stream: stallId, type: "webhook.given-up", atMs: now };
  await appendEvent(tx, { ...event, body: { webhook: id, reason } });
  for (const personId of await whoRuns(tx, stallId)) await notify(tx, deps, personId, "webhook-off");
}

/** The stall it belonged to; undefined when it was off already, or is not there any more. */
export async function switchOff(
  tx: Tx,
  id: string,
  reason: Exclude<OffReason, "">,
  now: UnixMs,
): Promise<string | undefined> {
  const off = await tx
    .updateTable("webhook")
    .set({ state: "off", off_reason: reason, updated_at_ms: now })
    .where("id", "=", id)
    .where("state", "=", "on")
    .returning("stall_id")
    .executeTakeFirst();
  if (off === undefined) return undefined;
  await tx
    .updateTable("webhook_delivery")
    .set({ state: "dropped", claim: null, updated_at_ms: now })
    .where("webhook_id", "=", id)
    .where("state", "=", "waiting")
    .execute();
  return off.stall_id;
}

/** The stall's sellers; the owner for a stall without any. */
async function whoRuns(tx: Tx, stallId: string): Promise<string[]> {
  const people = tx.selectFrom("person").select("id").where("state", "=", "active").orderBy("id");
  const sellers = await people.where("stall_id", "=", stallId).execute();
  const heard = sellers.length > 0 ? sellers : await people.where("role", "=", "owner").execute();
  return heard.map(({ id }) => id);
}
