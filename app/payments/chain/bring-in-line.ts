import type { Tx } from "../../db/database.ts";
import type { ChainOutputTable } from "../../db/schema.ts";
import type { Random } from "../../domain/ids.ts";
import type { Clock, UnixMs } from "../../domain/time.ts";
import type { RateLookup } from "../../orders/price-lines.ts";
import { receive } from "../receive.ts";
import { reverse } from "../reverse.ts";
import type { ReversalReason } from "../reverse.ts";
import { isDeep, neededFor } from "./depth.ts";
import { isSame, isWhereItWas, wasLookedFor } from "./sight.ts";
import type { Found, Sight } from "./sight.ts";
import { writeOutput, writePlace } from "./write-output.ts";

export type Moving = { clock: Clock; random: Random; rateOf: RateLookup };

type Step = { deps: Moving; sight: Sight; now: UnixMs; needed: bigint };

/**
 * Writes down what the chain says of one address, in the caller's transaction: what is no longer there goes first, then
 * what has lost or changed its block, and at last what is deep enough becomes a payment.
 */
export async function bringInLine(tx: Tx, deps: Moving, sight: Sight): Promise<void> {
  const step = { deps, sight, now: deps.clock(), needed: neededFor(sight) };
  // As they are now: somebody else may have written since the sight was taken.
  const rows = await rowsOf(tx, sight.address);
  for (const row of rows) if (isMissing(row, sight)) await lose(tx, step, row);
  for (const found of sight.found)
    await place(
      tx,
      step,
      found,
      rows.find((row) => isSame(row, found)),
    );
  for (const found of sight.found.toSorted(oldestFirst))
    if (isDeep(found, sight, step.needed)) await book(tx, step, found);
}

async function rowsOf(tx: Tx, address: string): Promise<ChainOutputTable[]> {
  return tx.selectFrom("chain_output").selectAll().where("address", "=", address).execute();
}

function isMissing(row: ChainOutputTable, { found, look }: Sight): boolean {
  return wasLookedFor(row, look) && !found.some((each) => isSame(row, each));
}

/** In the order of the chain, and within a block always the same one, so that every hub judges payments alike. */
function oldestFirst(one: Found, other: Found): number {
  const [height, otherHeight] = [one.block?.height ?? Infinity, other.block?.height ?? Infinity];
  if (height !== otherHeight) return height - otherHeight;
  if (one.txid !== other.txid) return one.txid < other.txid ? -1 : 1;
  return Number(one.vout - other.vout);
}

async function lose(tx: Tx, step: Step, row: ChainOutputTable): Promise<void> {
  await writePlace(tx, step, row, "gone");
  await takeBack(tx, step, row, "gone");
}

async function place(tx: Tx, step: Step, found: Found, row: ChainOutputTable | undefined): Promise<void> {
  if (row === undefined) return writeOutput(tx, step, found);
  if (isWhereItWas(row, found)) return;
  await writePlace(tx, step, row, found.block ?? "seen");
  // In another block, but as deep as it has to be: to the shop nothing has changed.
  if (!isDeep(found, step.sight, step.needed)) await takeBack(tx, step, row, "reorganised");
}

async function takeBack(tx: Tx, { deps, now }: Step, row: ChainOutputTable, reason: ReversalReason): Promise<void> {
  if (row.payment_id === null) return;
  await reverse(tx, { random: deps.random, now }, row.payment_id, reason);
  await tx
    .updateTable("chain_output")
    .set({ payment_id: null })
    .where("txid", "=", row.txid)
    .where("vout", "=", row.vout)
    .execute();
}

/** Claims the output for its next payment first, so that it becomes one only once. */
async function book(tx: Tx, { deps, sight, now }: Step, { txid, vout, amountMsat }: Found): Promise<void> {
  const output = tx.updateTable("chain_output").where("txid", "=", txid).where("vout", "=", vout);
  const claimed = await output
    .set((eb) => ({ bookings: eb("bookings", "+", 1n) }))
    .where("payment_id", "is", null)
    .returning("bookings")
    .executeTakeFirst();
  if (claimed === undefined) return;
  const reference = referenceOf(txid, vout, claimed.bookings);
  const arrival = { rail: "chain", reference, amountMsat, settledAtMs: now } as const;
  const { paymentId } = await receive(tx, deps, sight.charge.id, arrival, now);
  await output.set({ payment_id: paymentId, updated_at_ms: now }).execute();
}

/** The output's own name; one that was taken back and came again is another payment. */
function referenceOf(txid: string, vout: bigint, bookings: bigint): string {
  return bookings === 1n ? `${txid}:${vout}` : `${txid}:${vout}#${bookings}`;
}
