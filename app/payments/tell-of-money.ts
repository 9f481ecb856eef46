import { notify } from "../accounts/notify.ts";
import type { MoneyNotice } from "../accounts/notify.ts";
import type { Tx } from "../db/database.ts";
import type { Random } from "../domain/ids.ts";
import type { UnixMs } from "../domain/time.ts";
import type { Verdict } from "./judge-arrival.ts";

/**
 * Tells the stall's sellers and the hub's owners of money that did not come as it should have, in the transaction that
 * wrote it down: the ones know the buyer, the others hold the money.
 */
export async function tellOfMoney(
  tx: Tx,
  { random, now }: { random: Random; now: UnixMs },
  orderId: string,
  kind: MoneyNotice,
): Promise<void> {
  const order = await tx.selectFrom("orders").select("stall_id").where("id", "=", orderId).executeTakeFirstOrThrow();
  const people = await tx
    .selectFrom("person")
    .select("id")
    .where("state", "=", "active")
    .where((eb) => eb.or([eb("stall_id", "=", order.stall_id), eb("role", "=", "owner")]))
    .orderBy("id")
    .execute();
  for (const { id } of people) await notify(tx, { random, clock: () => now }, id, kind, orderId);
}

/** What is to be told of a payment that arrived; nothing of one that came as it was asked for, or waits for the rest. */
export function noticeOf({ use, reason, refundableMsat }: Verdict): MoneyNotice | undefined {
  if (use === "part") return undefined;
  if (reason === "late") return "paid-late";
  if (use === "order") return refundableMsat > 0n ? "payment-over" : undefined;
  if (reason === "paid-twice") return "payment-twice";
  return reason === "order-ended" ? "payment-after-end" : "payment-late";
}
