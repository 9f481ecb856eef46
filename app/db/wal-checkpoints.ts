import { Worker } from "node:worker_threads";

export type Checkpoints = { stop(): Promise<void> };

/** It holds a few pages and no data. */
const MEMORY = { maxOldGenerationSizeMb: 12, maxYoungGenerationSizeMb: 1, stackSizeMb: 1 };

/**
 * Copies what was committed from SQLite's write-ahead log into its file, beside the hub: a copy waits for the disk some
 * hundred times as long as an order may. Without the thread, or when it dies, whoever commits copies now and then.
 */
export function startCheckpoints(file: string, onTrouble: (error: unknown) => void): Checkpoints {
  const thread = new Worker(new URL("wal-checkpoint-thread.ts", import.meta.url), {
    workerData: file,
    resourceLimits: MEMORY,
  });
  const ended = new Promise((resolve) => thread.once("exit", resolve));
  thread.on("error", onTrouble);
  thread.unref();
  return {
    stop: async () => {
      thread.ref();
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread is no window
      thread.postMessage("stop");
      await ended;
    },
  };
}
