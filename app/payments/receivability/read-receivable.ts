import { setTimeout as wait } from "node:timers/promises";
import { Misconfigured, NotApplied, OutcomeUnknown } from "../../domain/outcome.ts";
import type { Receivable } from "../../domain/receivability.ts";
import { SECOND_MS } from "../../domain/time.ts";
import type { Clock } from "../../domain/time.ts";
import type { LightningGauge } from "../../gateways/lightning/port.ts";

/** Tells what can arrive, as the node said it a moment ago. */
export type ReceivableReader = () => Promise<Receivable | undefined>;

/** A payment more or less in the meantime changes little, and every page of an order asks. */
const KEPT_MS = 10n * SECOND_MS;

/** Nobody waits longer for something that may well stay unknown. */
const PATIENCE_MS = 1_000;

/** Asks the node once for all who want to know at the same time. A node that says nothing is asked again later, too. */
export function receivableReader(gauge: LightningGauge, clock: Clock): ReceivableReader {
  let kept: { asked: Promise<Receivable | undefined>; untilMs: bigint } | undefined;
  return () => {
    const now = clock();
    if (kept === undefined || now >= kept.untilMs) kept = { asked: ask(gauge), untilMs: now + KEPT_MS };
    return inTime(kept.asked);
  };
}

async function ask(gauge: LightningGauge): Promise<Receivable | undefined> {
  try {
    return await gauge.receivable();
  } catch (error) {
    if (error instanceof NotApplied || error instanceof OutcomeUnknown || error instanceof Misconfigured)
      return undefined;
    throw error;
  }
}

async function inTime(asked: Promise<Receivable | undefined>): Promise<Receivable | undefined> {
  const over = new AbortController();
  const late = wait(PATIENCE_MS, undefined, { signal: over.signal }).catch(() => undefined);
  return Promise.race([asked, late]).finally(() => over.abort());
}
