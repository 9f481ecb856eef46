import type { Db } from "../db/database.ts";
import { Bell } from "./bell.ts";

export type Rounds = {
  /** There is a place again, so something may be taken. */
  again(): void;
  isOver(): boolean;
  /** Takes nothing more and waits for what runs; after `timeoutMs` it is told to `leave`. */
  drain(timeoutMs: number, running: () => Iterable<Promise<void>>, leave: () => void): Promise<void>;
};

export type RoundsSettings = {
  db: Pick<Db, "changes">;
  /** News of something to take. */
  stream: string;
  /** How often to look for what has become due, and for news that was missed. */
  pollMs: number;
  take: () => Promise<void>;
  onFailure: (error: unknown) => void;
};

/** Takes what is due, again and again until drained; a round that fails costs only itself. */
export function startRounds({ db, stream, pollMs, take, onFailure }: RoundsSettings): Rounds {
  const bell = new Bell();
  const draining = new AbortController();
  const stopListening = db.changes.listen(stream, () => bell.ring());
  const work = async () => {
    while (!draining.signal.aborted) {
      await take().catch(onFailure);
      await bell.heard(pollMs);
    }
  };
  // Whoever starts the rounds has them in hand before the first begins.
  const working = Promise.resolve().then(work);
  return {
    again: () => bell.ring(),
    isOver: () => draining.signal.aborted,
    drain: async (timeoutMs, running, leave) => {
      draining.abort();
      stopListening();
      bell.ring();
      await working;
      const timer = setTimeout(leave, timeoutMs);
      await Promise.all(running());
      clearTimeout(timer);
    },
  };
}
