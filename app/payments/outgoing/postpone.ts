import { appendEvent } from "../../db/append-event.ts";
import type { Tx } from "../../db/database.ts";
import { transact } from "../../db/transact.ts";
import { newId } from "../../domain/ids.ts";
import { HOUR_MS, MINUTE_MS } from "../../domain/time.ts";
import type { UnixMs } from "../../domain/time.ts";
import { canStillBePaid, latestAttempt } from "./attempt.ts";
import { bookBack } from "./book-outgoing.ts";
import type { Sent } from "./send.ts";
import type { Outgoing, Sending } from "./sending.ts";

/** After this many tries, over about two days, somebody has to say where else the money should go. */
const MOST_TRIES = 12n;
const LONGEST_PAUSE_MS = 6n * HOUR_MS;

/** Trying again cannot help these: the payee has to give something else. */
const FOR_GOOD: readonly string[] = [
  "payee-invoice-wrong",
  "payee-refuses",
  "invoice-expired",
  "invoice-used",
  "invalid-invoice",
];
/** Nothing was tried, so it counts for nothing. */
const NO_TRY: readonly string[] = [
  "fee-budget-spent",
  "fee-budget-too-small",
  "chain-fee-too-high",
  "chain-not-allowed",
  "coins-spent",
  "kept-for-ecash",
  "mint-short",
];

/**
 * It could not be sent now, and nothing of it is on its way: it is tried again later, or given up. Only as it was taken
 * up: another process may have gone on since.
 */
export async function postpone(deps: Sending, outgoing: Outgoing, reason: string): Promise<Sent> {
  return transact(deps.db, (tx) => postponeIn(tx, deps, outgoing, reason));
}

export async function postponeIn(tx: Tx, deps: Sending, outgoing: Outgoing, reason: string): Promise<Sent> {
  const now = deps.clock();
  const tries = outgoing.tries + (NO_TRY.includes(reason) ? 0n : 1n);
  const isOver =
    FOR_GOOD.includes(reason) ||
    tries >= MOST_TRIES ||
    (reason === "expired" && outgoing.destination_kind === "bolt11");
  const last = await latestAttempt(tx, outgoing.id);
  const mayStillLeave = last !== undefined && canStillBePaid(last, now);
  if (isOver && !mayStillLeave) return giveUp(tx, deps, outgoing, reason, now);
  const moved = await tx
    .updateTable("outgoing")
    .set({ state: "ready", tries, reason, next_try_ms: now + pauseMs(tries), updated_at_ms: now })
    .where("id", "=", outgoing.id)
    .where("state", "=", "sending")
    .where("tries", "=", outgoing.tries)
    .executeTakeFirst();
  return moved.numUpdatedRows === 1n ? "postponed" : "waiting";
}

function pauseMs(tries: bigint): bigint {
  const pause = MINUTE_MS << (tries < 10n ? tries : 10n);
  return pause < LONGEST_PAUSE_MS ? pause : LONGEST_PAUSE_MS;
}

/** The money goes back to where it was taken from, and whoever asked for it hears why. */
async function giveUp(tx: Tx, deps: Sending, outgoing: Outgoing, reason: string, now: UnixMs): Promise<Sent> {
  const moved = await tx
    .updateTable("outgoing")
    .set({ state: "cancelled", reason, updated_at_ms: now })
    .where("id", "=", outgoing.id)
    .where("state", "=", "sending")
    .where("tries", "=", outgoing.tries)
    .executeTakeFirst();
  if (moved.numUpdatedRows === 0n) return "waiting";
  await bookBack(tx, { random: deps.random, now }, outgoing);
  await appendEvent(tx, {
    id: newId("evt", now, deps.random),
    stream: outgoing.order_id ?? outgoing.stall_id,
    type: `${outgoing.purpose}.failed`,
    atMs: now,
    body: { outgoing: outgoing.id, reason },
  });
  return "cancelled";
}
