/**
 * Stops on SIGINT and SIGTERM, then ends the process as a signal would have.
 *
 * A second signal ends it at once. Returns the way to take the handlers back.
 */
export function stopOnSignals(stop: () => Promise<void>): () => void {
  const on = { SIGINT: () => end(stop, 130), SIGTERM: () => end(stop, 143) };
  process.once("SIGINT", on.SIGINT).once("SIGTERM", on.SIGTERM);
  return () => void process.off("SIGINT", on.SIGINT).off("SIGTERM", on.SIGTERM);
}

function end(stop: () => Promise<void>, code: number): void {
  stop().then(
    () => process.exit(code),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
}
