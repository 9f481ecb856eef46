import type { Reader } from "../db/database.ts";
import { msat } from "../domain/money.ts";
import type { Msat } from "../domain/money.ts";
import { SECOND_MS, unixMs } from "../domain/time.ts";
import type { UnixMs } from "../domain/time.ts";
import { standing } from "./standing.ts";

/** What a charge still asks for, and until when. */
export type RestDue = { orderId: string; amountMsat: Msat; expiresAt: UnixMs };

/** Nobody scans and pays in less, and an invoice must not outlive its charge. */
const LEAST_TIME_MS = 10n * SECOND_MS;

/** Undefined when nothing more is wanted: the charge has ended, is about to, or has all its money. */
export async function restDue(reader: Reader, chargeId: string, nowMs: bigint): Promise<RestDue | undefined> {
  const charge = await reader
    .selectFrom("charge")
    .where("id", "=", chargeId)
    .select(["state", "amount_msat", "order_id", "expires_at_ms"])
    .executeTakeFirstOrThrow();
  if (charge.state !== "open" || charge.expires_at_ms <= nowMs + LEAST_TIME_MS) return undefined;
  const there = await standing(reader, { chargeId, orderId: charge.order_id });
  const restMsat = charge.amount_msat - there.msat;
  if (restMsat <= 0n) return undefined;
  return { orderId: charge.order_id, amountMsat: msat(restMsat), expiresAt: unixMs(charge.expires_at_ms) };
}
