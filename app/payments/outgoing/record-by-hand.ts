import { recordAct } from "../../accounts/record-act.ts";
import type { By } from "../../db/append-event.ts";
import type { Db, Tx } from "../../db/database.ts";
import { transact } from "../../db/transact.ts";
import { newId } from "../../domain/ids.ts";
import type { Random } from "../../domain/ids.ts";
import type { Msat } from "../../domain/money.ts";
import { refuse } from "../../domain/refusal.ts";
import type { Refused } from "../../domain/refusal.ts";
import type { Clock } from "../../domain/time.ts";
import { bookOutgoing } from "./book-outgoing.ts";
import { isWritten } from "./write-outgoing.ts";

export type ByHand = { id: string; orderId: string; amountMsat: Msat; note: string };

type Recording = { db: Db; clock: Clock; random: Random };

/**
 * Somebody gave money of an order back without the hub, from its own node. The books follow, so that it is not owed
 * any more and nobody sends it once again.
 */
export async function recordByHand(
  deps: Recording,
  { id, orderId, amountMsat, note }: ByHand,
  by: By,
): Promise<{ kind: "recorded" } | Refused<"unknown-order" | "nothing-to-refund">> {
  return transact(deps.db, async (tx) => {
    if (await isWritten(tx, { id, orderId })) return { kind: "recorded" };
    const now = deps.clock();
    const order = await tx.selectFrom("orders").select("stall_id").where("id", "=", orderId).executeTakeFirst();
    if (order === undefined) return refuse("unknown-order");
    if (amountMsat > (await owedMsat(tx, orderId))) return refuse("nothing-to-refund", "/amountMsat");
    const row = {
      id,
      purpose: "refund",
      stall_id: order.stall_id,
      order_id: orderId,
      asked_by: by.personId,
      destination_kind: "by-hand",
      destination: note,
      amount_msat: amountMsat,
      state: "sent",
      revision: 1n,
      tries: 0n,
      next_try_ms: now,
      reason: "",
      created_at_ms: now,
      updated_at_ms: now,
    } as const;
    await tx.insertInto("outgoing").values(row).execute();
    await bookOutgoing(tx, { random: deps.random, now }, row, [
      { account: "liability:refundable", amountMsat },
      { account: "asset:lightning", amountMsat: 0n - amountMsat },
    ]);
    const body = { outgoing: id, amountMsat: amountMsat.toString() };
    await recordAct(tx, deps, by, { type: "refund.by-hand", stream: orderId, body });
    return { kind: "recorded" };
  });
}

async function owedMsat(tx: Tx, orderId: string): Promise<bigint> {
  const row = await tx.selectFrom("owed").select("amount_msat").where("order_id", "=", orderId).executeTakeFirst();
  return row?.amount_msat ?? 0n;
}

/** For the form that asks: made before, so that a form sent twice is one. */
export function newOutgoingId({ clock, random }: Omit<Recording, "db">): string {
  return newId("out", clock(), random);
}
