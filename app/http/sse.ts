import type { OrderEvent } from "../orders/read-events.ts";
import { readEvents } from "../orders/read-events.ts";
import type { Hub, HubContext } from "./context.ts";
import { eventStream } from "./event-stream.ts";
import type { StreamTimes } from "./event-stream.ts";

/** After these nothing follows that a buyer waits for. An expired order may still be paid. */
const LAST_EVENTS = new Set(["order.closed", "order.cancelled"]);

/**
 * An order's history and what is added to it, as server-sent events. Whoever calls has shown the order's
 * key. A reader that comes back with `Last-Event-ID` gets what it missed; one that has seen the end gets
 * 204, which tells an EventSource to stop.
 */
export async function orderEvents(
  c: HubContext,
  { db }: Pick<Hub, "db">,
  orderId: string,
  times?: StreamTimes,
): Promise<Response> {
  const seen = lastEventId(c);
  const past = await readEvents(db, orderId, 0n);
  if (past.some(isLast) && !past.some(({ seq }) => seq > seen)) return c.body(null, 204);
  return eventStream(c, (send, signal) => follow(db, orderId, seen, send, signal), times);
}

async function follow(
  db: Hub["db"],
  orderId: string,
  seen: bigint,
  send: (event: { id: string; data: string }) => void,
  signal: AbortSignal,
): Promise<void> {
  let bell = Promise.withResolvers<void>();
  const ring = () => bell.resolve();
  signal.addEventListener("abort", ring, { once: true });
  // Before the first reading, so that nothing falls between the two.
  const stopListening = db.changes.listen(orderId, ring);
  try {
    for (let after = seen; !signal.aborted; await bell.promise) {
      bell = Promise.withResolvers<void>();
      const events = await readEvents(db, orderId, after);
      for (const event of events) send({ id: event.seq.toString(), data: eventJson(event) });
      if (events.some(isLast)) return;
      after = events.at(-1)?.seq ?? after;
    }
  } finally {
    stopListening();
  }
}

function isLast({ type }: OrderEvent): boolean {
  return LAST_EVENTS.has(type);
}

/** `body` is JSON already, exactly as it was stored. */
function eventJson({ seq, type, atMs, body }: OrderEvent): string {
  return `{"seq":${seq},"type":${JSON.stringify(type)},"atMs":${atMs},"body":${body}}`;
}

function lastEventId(c: HubContext): bigint {
  const text = c.req.header("last-event-id") ?? "";
  return /^\d{1,15}$/.test(text) ? BigInt(text) : 0n;
}
