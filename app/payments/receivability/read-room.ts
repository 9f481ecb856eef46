import { setTimeout as wait } from "node:timers/promises";
import { Misconfigured, NotApplied, OutcomeUnknown } from "../../domain/outcome.ts";
import type { Room } from "../../domain/receivability.ts";
import { SECOND_MS } from "../../domain/time.ts";
import type { Clock } from "../../domain/time.ts";
import type { LightningGauge } from "../../gateways/lightning/port.ts";

/** Tells what can arrive, as the node said it a moment ago. */
export type RoomReader = () => Promise<Room>;

/** A payment more or less in the meantime changes little, and every page of an order asks. */
const KEPT_MS = 10n * SECOND_MS;

/** Nobody waits longer for something that may well stay unknown. */
const PATIENCE_MS = 1_000;

/** Asks the node once for all who want to know at the same time. A node that says nothing is asked again later, too. */
export function roomReader(gauge: LightningGauge, clock: Clock): RoomReader {
  let kept: { room: Promise<Room>; untilMs: bigint } | undefined;
  return () => {
    const now = clock();
    if (kept === undefined || now >= kept.untilMs) kept = { room: ask(gauge), untilMs: now + KEPT_MS };
    return inTime(kept.room);
  };
}

async function ask(gauge: LightningGauge): Promise<Room> {
  try {
    return await gauge.receivable();
  } catch (error) {
    if (error instanceof NotApplied || error instanceof OutcomeUnknown || error instanceof Misconfigured)
      return undefined;
    throw error;
  }
}

async function inTime(room: Promise<Room>): Promise<Room> {
  const over = new AbortController();
  const late = wait(PATIENCE_MS, undefined, { signal: over.signal }).catch(() => undefined);
  return Promise.race([room, late]).finally(() => over.abort());
}
