import { setTimeout as wait } from "node:timers/promises";
import { reconcileChain } from "./reconcile-chain.ts";
import type { Reconciling } from "./reconcile-chain.ts";

export type WatchingChain = Reconciling & {
  /** Told of each broken line and each look that failed; the next attempt follows by itself. */
  onBreak: (error: unknown) => void;
};

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 30_000;

/**
 * Looks at the chain at the start and whenever the wallet rings, until `signal` aborts. However often it rings during a
 * look, one more look follows. What happened while nobody watched is found by the look at each (re)start.
 */
export async function watchChain(deps: WatchingChain, signal: AbortSignal): Promise<void> {
  let pauseMs = FIRST_PAUSE_MS;
  while (!signal.aborted) {
    try {
      await follow(deps, signal, () => (pauseMs = FIRST_PAUSE_MS));
    } catch (error) {
      deps.onBreak(error);
    }
    if (!signal.aborted) await pause(pauseMs, deps, signal);
    pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
  }
}

/** One line to the wallet, until it breaks or a look fails. */
async function follow(deps: WatchingChain, signal: AbortSignal, onLooked: () => void): Promise<void> {
  const broken = new AbortController();
  const over = AbortSignal.any([signal, broken.signal]);
  let news = Promise.withResolvers<void>();
  const look = async () => {
    // The first look is thorough: nobody knows for how long nobody has looked.
    await reconcileChain(deps, "thorough");
    onLooked();
    for (;;) {
      await news.promise;
      if (over.aborted) return;
      news = Promise.withResolvers<void>();
      await reconcileChain(deps);
      onLooked();
    }
  };
  over.addEventListener("abort", () => news.resolve(), { once: true });
  const end = () => broken.abort();
  await Promise.all([
    deps.chain.watch(() => news.resolve(), over).finally(end),
    // Rings while the first look is under way are heard after it.
    look().finally(end),
  ]);
}

/** Between half and all of the pause, so that many hubs don't return to a restarted node at once. */
async function pause(pauseMs: number, { random }: WatchingChain, signal: AbortSignal): Promise<void> {
  const [byte = 0] = random(1);
  await wait(pauseMs / 2 + (pauseMs / 2) * (byte / 255), undefined, { signal }).catch(() => undefined);
}
