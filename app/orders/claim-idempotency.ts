import type { Reader, Tx } from "../db/database.ts";
import { refuse } from "../domain/refusal.ts";
import type { Refused } from "../domain/refusal.ts";
import type { UnixMs } from "../domain/time.ts";

/**
 * Who asks, with which key, for what: `fingerprint` is a hash of the whole request, so that a key
 * used again for something else is noticed (IETF draft-ietf-httpapi-idempotency-key-header).
 */
export type Idempotency = { principal: string; key: string; fingerprint: string };

/** Binds the key to `orderId`, or answers with the order that it is already bound to. */
export async function claimIdempotency(
  tx: Tx,
  idempotency: Idempotency,
  orderId: string,
  now: UnixMs,
): Promise<{ orderId: string } | Refused<"idempotency-key-reused">> {
  const result = await tx
    .insertInto("idempotency")
    .values({ ...idempotency, order_id: orderId, created_at_ms: now })
    .onConflict((conflict) => conflict.columns(["principal", "key"]).doNothing())
    .executeTakeFirst();
  if (result.numInsertedOrUpdatedRows === 1n) return { orderId };
  const known = await findClaimed(tx, idempotency);
  if (known === undefined) throw new Error("an idempotency key was taken by nobody");
  return known;
}

/** The order that the key is bound to, if any; refuses a key that was used for something else. */
export async function findClaimed(
  reader: Reader,
  { principal, key, fingerprint }: Idempotency,
): Promise<{ orderId: string } | Refused<"idempotency-key-reused"> | undefined> {
  const known = await reader
    .selectFrom("idempotency")
    .select(["order_id", "fingerprint"])
    .where("principal", "=", principal)
    .where("key", "=", key)
    .executeTakeFirst();
  if (known === undefined) return undefined;
  return known.fingerprint === fingerprint ? { orderId: known.order_id } : refuse("idempotency-key-reused");
}
