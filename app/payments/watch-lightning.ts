import { setTimeout as wait } from "node:timers/promises";
import type { LightningReceiver } from "../gateways/lightning/port.ts";
import { SETTLEMENTS_CURSOR, readCursor } from "./advance-cursor.ts";
import { observeSettlement } from "./observe-settlement.ts";
import type { Observing } from "./observe-settlement.ts";
import { sweepInvoices } from "./sweep-invoices.ts";

export type Watching = Observing & {
  /** Told of each broken stream; the next attempt follows by itself. */
  onBreak: (error: unknown) => void;
};

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 30_000;

/**
 * Follows the node's settlements until `signal` aborts. Each (re)start resumes from the stored settle index
 * and sweeps what is open, because the node replays nothing for index 0 and may miss settled events.
 */
export async function watchLightning(deps: Watching, node: LightningReceiver, signal: AbortSignal): Promise<void> {
  let pauseMs = FIRST_PAUSE_MS;
  while (!signal.aborted) {
    try {
      const cursor = await readCursor(deps.db, SETTLEMENTS_CURSOR);
      const stream = node.watchSettlements(
        cursor,
        async (settlement) => {
          pauseMs = FIRST_PAUSE_MS;
          await observeSettlement(deps, settlement, { name: SETTLEMENTS_CURSOR });
        },
        signal,
      );
      await Promise.all([stream, sweepInvoices(deps, node)]);
    } catch (error) {
      deps.onBreak(error);
    }
    if (!signal.aborted) await pause(pauseMs, deps, signal);
    pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
  }
}

/** Between half and all of the pause, so that many hubs don't return to a restarted node at once. */
async function pause(pauseMs: number, { random }: Watching, signal: AbortSignal): Promise<void> {
  const [byte = 0] = random(1);
  await wait(pauseMs / 2 + (pauseMs / 2) * (byte / 255), undefined, { signal }).catch(() => undefined);
}
