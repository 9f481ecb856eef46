import { notify } from "../../accounts/notify.ts";
import type { Db, Reader, Tx } from "../../db/database.ts";
import { transact } from "../../db/transact.ts";
import { newId } from "../../domain/ids.ts";
import type { Random } from "../../domain/ids.ts";
import { arriving } from "../../domain/receivability.ts";
import type { Receivable } from "../../domain/receivability.ts";
import { DAY_MS } from "../../domain/time.ts";
import type { Clock, UnixMs } from "../../domain/time.ts";

export type Noting = { db: Db; clock: Clock; random: Random };

/** When no order has wanted so much for so long, it is no longer worth a word. */
const FORGOTTEN_MS = 7n * DAY_MS;

/**
 * Compares what the open orders wait for with what can arrive: opens a shortage, of which the owners are told once,
 * keeps the largest amount that did not fit, and closes it when that would arrive. Not knowing changes nothing.
 */
export async function noteShortage(
  deps: Noting,
  receivable: Receivable | undefined,
): Promise<"short" | "well" | "unknown"> {
  if (receivable === undefined) return "unknown";
  const wanted = await largestWaiting(deps.db, deps.clock());
  const short = wanted !== undefined && arriving(receivable, wanted.amountMsat) === "short" ? wanted : undefined;
  return transact(deps.db, async (tx) => {
    if (short !== undefined) await keep(tx, deps, { ...short, receivableMsat: receivable.totalMsat });
    else await close(tx, deps.clock(), receivable.totalMsat);
    return short === undefined ? "well" : "short";
  });
}

export type Waiting = { orderId: string; amountMsat: bigint };

async function largestWaiting(reader: Reader, now: UnixMs): Promise<Waiting | undefined> {
  return reader
    .selectFrom("charge")
    .where("state", "=", "open")
    .where("expires_at_ms", ">", now)
    .orderBy("amount_msat", "desc")
    .orderBy("id")
    .select(["order_id as orderId", "amount_msat as amountMsat"])
    .executeTakeFirst();
}

async function keep(tx: Tx, { clock, random }: Noting, short: Waiting & { receivableMsat: bigint }): Promise<void> {
  const now = clock();
  const { numUpdatedRows } = await tx
    .updateTable("shortage")
    .set((eb) => ({
      wanted_msat: eb
        .case()
        .when("wanted_msat", ">", short.amountMsat)
        .then(eb.ref("wanted_msat"))
        .else(short.amountMsat)
        .end(),
      receivable_msat: short.receivableMsat,
      seen_at_ms: now,
    }))
    .where("state", "=", "open")
    .executeTakeFirst();
  if (numUpdatedRows > 0n) return;
  const row = { wanted_msat: short.amountMsat, receivable_msat: short.receivableMsat, order_id: short.orderId };
  const inserted = await tx
    .insertInto("shortage")
    .values({
      id: newId("sho", now, random),
      state: "open",
      ...row,
      found_at_ms: now,
      seen_at_ms: now,
      closed_at_ms: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (inserted.numInsertedOrUpdatedRows === 1n) await tellOwners(tx, { random, clock: () => now });
}

async function tellOwners(tx: Tx, deps: Omit<Noting, "db">): Promise<void> {
  const owners = await tx
    .selectFrom("person")
    .select("id")
    .where("role", "=", "owner")
    .where("state", "=", "active")
    .orderBy("id")
    .execute();
  for (const { id } of owners) await notify(tx, deps, id, "receiving-short");
}

async function close(tx: Tx, now: UnixMs, totalMsat: bigint): Promise<void> {
  await tx
    .updateTable("shortage")
    .set({ state: "closed", closed_at_ms: now, receivable_msat: totalMsat })
    .where("state", "=", "open")
    .where((eb) => eb.or([eb("wanted_msat", "<=", totalMsat), eb("seen_at_ms", "<=", now - FORGOTTEN_MS)]))
    .execute();
}
