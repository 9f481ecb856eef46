import { eventStream } from "./event-stream.ts";
import type { Hub, HubContext } from "./context.ts";

/**
 * Tells a page each time that something was written down about this stream. The messages carry nothing: the page
 * fetches itself anew and sees what it may.
 */
export function lookAgain(c: HubContext, { db }: Pick<Hub, "db">, stream: string): Response {
  return eventStream(c, async (send, signal) => {
    let count = 0;
    const stopListening = db.changes.listen(stream, () => send({ id: String((count += 1)), data: "{}" }));
    await untilAborted(signal);
    stopListening();
  });
}

async function untilAborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}
