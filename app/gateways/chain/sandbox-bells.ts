import { NotApplied } from "../../domain/outcome.ts";

/** Those who wait for news of the sandbox chain. */
export type Bells = {
  /** As `ChainWallet.watch`. */
  listen(ring: () => void, signal: AbortSignal): Promise<void>;
  ring(): void;
  /** Breaks every line, as a lost connection does. */
  drop(): void;
};

type Line = { ring: () => void; break: (error: Error) => void };

export function newBells(): Bells {
  const lines = new Set<Line>();
  return {
    listen: async (ring, signal) => {
      if (signal.aborted) return;
      const over = Promise.withResolvers<void>();
      const line = { ring, break: over.reject };
      const end = () => over.resolve();
      lines.add(line);
      signal.addEventListener("abort", end, { once: true });
      try {
        await over.promise;
      } finally {
        lines.delete(line);
        signal.removeEventListener("abort", end);
      }
    },
    ring: () => lines.forEach((line) => line.ring()),
    drop: () => lines.forEach((line) => line.break(new NotApplied("the sandbox chain dropped the line"))),
  };
}
