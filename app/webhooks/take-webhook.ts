import type { Db, Tx } from "../db/database.ts";
import { transact } from "../db/transact.ts";
import { isRefused } from "../domain/refusal.ts";
import type { Refused } from "../domain/refusal.ts";
import type { Clock } from "../domain/time.ts";
import { checkMessage } from "./check-message.ts";
import type { WebhookHeaders, WebhookSource } from "./source.ts";

export type Taken = { kind: "taken"; id: string };
/** It was taken before; the sender is answered as if it were new, so that it stops sending. */
export type SeenBefore = { kind: "seen-before"; id: string };

/**
 * Takes a signed message from outside, once: checks who signed it and when, remembers its id, and does what it is
 * for in the same transaction, so that both happen or neither. `body` is the raw bytes of the request; written
 * anew from parsed JSON they would no longer be what was signed.
 */
export async function takeWebhook(
  { db, clock }: { db: Db; clock: Clock },
  source: WebhookSource,
  { headers, body }: { headers: WebhookHeaders; body: Uint8Array },
  effect: (tx: Tx) => Promise<void>,
): Promise<Taken | SeenBefore | Refused<"bad-signature" | "stale-message">> {
  const now = clock();
  const message = checkMessage(source, headers, body, now);
  if (isRefused(message)) return message;
  return transact(db, async (tx) => {
    const { id } = message;
    const remembered = await tx
      .insertInto("webhook_seen")
      .values({ source: source.name, id, seen_at_ms: now })
      .onConflict((conflict) => conflict.columns(["source", "id"]).doNothing())
      .executeTakeFirst();
    if (remembered.numInsertedOrUpdatedRows === 0n) return { kind: "seen-before", id };
    await effect(tx);
    return { kind: "taken", id };
  });
}
