import { NotApplied } from "../../domain/outcome.ts";

/** One open stream of the sandbox node. */
export interface Line {
  /** Resolves to true after a change since the last call, to false on abort; rejects when the stream was dropped. */
  changed(): Promise<boolean>;
  /** False as soon as the stream was dropped or the caller aborted it. */
  isOpen(): boolean;
  /** Hashes to report again although they were reported. */
  takeRepeats(): string[];
  close(): void;
}

export interface Streams {
  open(signal: AbortSignal): Line;
  /** Something changed: every stream looks again. */
  wake(): void;
  /** Breaks every open stream, as a lost connection does. */
  drop(): void;
  repeat(paymentHash: string): void;
}

interface OpenLine extends Line {
  wake(): void;
  drop(): void;
  repeat(paymentHash: string): void;
}

export function newStreams(): Streams {
  const lines = new Set<OpenLine>();
  return {
    open: (signal) => {
      const line = openLine(signal, () => lines.delete(line));
      lines.add(line);
      return line;
    },
    wake: () => lines.forEach((line) => line.wake()),
    drop: () => lines.forEach((line) => line.drop()),
    repeat: (paymentHash) => lines.forEach((line) => line.repeat(paymentHash)),
  };
}

function openLine(signal: AbortSignal, forget: () => void): OpenLine {
  let news = Promise.withResolvers<void>();
  let isDropped = false;
  const repeats: string[] = [];
  const wake = () => news.resolve();
  signal.addEventListener("abort", wake, { once: true });
  return {
    changed: async () => {
      if (!signal.aborted) await news.promise;
      if (isDropped) throw new NotApplied("the sandbox node dropped the stream");
      news = Promise.withResolvers<void>();
      return !signal.aborted;
    },
    isOpen: () => !isDropped && !signal.aborted,
    takeRepeats: () => repeats.splice(0),
    close: () => {
      signal.removeEventListener("abort", wake);
      forget();
    },
    wake,
    drop: () => {
      isDropped = true;
      wake();
    },
    repeat: (paymentHash) => {
      repeats.push(paymentHash);
      wake();
    },
  };
}
