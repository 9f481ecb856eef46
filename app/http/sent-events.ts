import { firstIdAt, timeInId } from "../domain/ids.ts";
import { DAY_MS, SECOND_MS, unixMs } from "../domain/time.ts";
import type { UnixMs } from "../domain/time.ts";

/**
 * Ids sort by the time at which they were made, which is a little before their transaction is seen: what may come
 * into sight that late is looked for again each time.
 */
const OVERLAP_MS = 10n * SECOND_MS;
/** How far back a reader can go on; whoever was away for longer reads the list. */
const REACH_MS = 7n * DAY_MS;

/** What one reader has got of the last seconds, so that looking again sends nothing twice. */
export class SentEvents {
  readonly #recent = new Set<string>();
  #newest: string;

  /** `from` is the id of the last event that the reader has. */
  constructor(from: string) {
    this.#newest = from;
    this.#recent.add(from);
  }

  /** What to look after, once more; forgets what lies before. */
  lookAgainFrom(now: UnixMs): string {
    const overlap = timeInId(this.#newest) - OVERLAP_MS;
    const reach = now - REACH_MS;
    const latest = overlap > reach ? overlap : reach;
    const start = firstIdAt("evt", unixMs(latest > 0n ? latest : 0n));
    for (const id of this.#recent) if (id < start) this.#recent.delete(id);
    return start;
  }

  /** Whether the reader has not got this one yet; from now on it has. */
  take(id: string): boolean {
    if (this.#recent.has(id)) return false;
    this.#recent.add(id);
    if (id > this.#newest) this.#newest = id;
    return true;
  }
}
