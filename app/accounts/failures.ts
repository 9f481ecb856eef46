import type { DoorKind } from "../domain/door.ts";
import { MINUTE_MS } from "../domain/time.ts";
import type { UnixMs } from "../domain/time.ts";

/** With what somebody tried to come in, in vain. */
export type FailureKind = "link" | "code" | "sheet" | "passkey" | "lnurl" | "google" | "api-key" | "token" | "screen";

export type CountedFailure = { door: DoorKind; kind: FailureKind; count: number };

type Counted = CountedFailure & { minute: bigint };

/**
 * Counts failed tries, so that whoever tries a thousand times a minute fills one row of the audit trail and not a
 * thousand: at most one for each door, kind and minute. What was not written yet is lost when the hub stops.
 */
export class Failures {
  readonly #counted = new Map<string, Counted>();

  /** Counts one; answers for how many tries a row has to be written now, itself included, or 0 for none. */
  add(door: DoorKind, kind: FailureKind, now: UnixMs): number {
    const key = `${door} ${kind}`;
    const minute = now / MINUTE_MS;
    const last = this.#counted.get(key);
    if (last?.minute === minute) {
      last.count += 1;
      return 0;
    }
    this.#counted.set(key, { door, kind, minute, count: 0 });
    return 1 + (last?.count ?? 0);
  }

  /** What was counted in minutes that are over and stands in no row yet: to be written as the row of this minute. */
  takeDue(now: UnixMs): CountedFailure[] {
    const minute = now / MINUTE_MS;
    const due: CountedFailure[] = [];
    for (const [key, { door, kind, count, ...last }] of this.#counted) {
      if (last.minute === minute) continue;
      if (count === 0) this.#counted.delete(key);
      else {
        due.push({ door, kind, count });
        this.#counted.set(key, { door, kind, minute, count: 0 });
      }
    }
    return due;
  }
}
