import type { Db, Reader } from "../../../db/database.ts";
import type { WithdrawalTable } from "../../../db/schema.ts";
import { derivedKey, sha256Hex } from "../../../domain/hash.ts";
import { newId } from "../../../domain/ids.ts";
import type { Random } from "../../../domain/ids.ts";
import type { Msat } from "../../../domain/money.ts";
import { MINUTE_MS } from "../../../domain/time.ts";
import type { Clock } from "../../../domain/time.ts";

type Offering = { db: Db; clock: Clock; random: Random; secretKey: string };

export type Withdrawal = Readonly<WithdrawalTable>;

/** Long enough to find the phone, short enough that a code on a screen somebody passes is worth nothing. */
export const WITHDRAWAL_MS = 15n * MINUTE_MS;

/** Offers what an order's buyer is owed to whichever wallet scans the code first (LUD-03); answers with its id. */
export async function offerWithdrawal(
  { db, clock, random, secretKey }: Offering,
  { orderId, amountMsat }: { orderId: string; amountMsat: Msat },
): Promise<string> {
  const now = clock();
  const id = newId("wdr", now, random);
  const row = { id, order_id: orderId, amount_msat: amountMsat, k1_hash: sha256Hex(k1Of(secretKey, id)) };
  await db
    .insertInto("withdrawal")
    .values({ ...row, state: "open", outgoing_id: null, expires_at_ms: now + WITHDRAWAL_MS, created_at_ms: now })
    .execute();
  return id;
}

/** Derived from the hub's secret, so that a page can show it again although only its hash is stored: 32 bytes as hex. */
export function k1Of(secretKey: string, id: string): string {
  return Buffer.from(derivedKey(secretKey, "withdrawal", id), "base64url").toString("hex");
}

/** One that an order's page may show: still open. */
export async function openWithdrawal(
  { db, clock }: Pick<Offering, "db" | "clock">,
  { id, orderId }: { id: string; orderId: string },
): Promise<Withdrawal | undefined> {
  return db
    .selectFrom("withdrawal")
    .selectAll()
    .where("id", "=", id)
    .where("order_id", "=", orderId)
    .where("state", "=", "open")
    .where("expires_at_ms", ">", clock())
    .executeTakeFirst();
}

/** The one that a wallet names, whatever became of it. */
export async function withdrawalBy(reader: Reader, k1: string): Promise<Withdrawal | undefined> {
  return reader.selectFrom("withdrawal").selectAll().where("k1_hash", "=", sha256Hex(k1)).executeTakeFirst();
}
