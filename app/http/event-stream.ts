import type { HubContext } from "./context.ts";

/** One message of a stream: `id` is where a reader that comes back wants to go on. */
export type StreamEvent = { id: string; data: string };

export type StreamTimes = { heartbeatMs: number; lifetimeMs: number };

/** Proxies cut connections that are silent for a minute; a reader that is gone is noticed by half an hour. */
const STREAM_TIMES: StreamTimes = { heartbeatMs: 15_000, lifetimeMs: 30 * 60_000 };

const RECONNECT_MS = 2_000;

const HEADERS = {
  "Content-Type": "text/event-stream; charset=utf-8",
  "Cache-Control": "no-store",
  // nginx would collect the events otherwise.
  "X-Accel-Buffering": "no",
};

/**
 * Answers with server-sent events (HTML, section 9.2). `produce` sends until it returns or `signal`
 * aborts: the reader has left, the hub stops, or the stream is old and the reader should come back.
 */
export function eventStream(
  c: HubContext,
  produce: (send: (event: StreamEvent) => void, signal: AbortSignal) => Promise<void>,
  times: StreamTimes = STREAM_TIMES,
): Response {
  if (c.req.method === "HEAD") return c.body(null, 200, HEADERS);
  const log = c.get("log");
  const left = new AbortController();
  const signal = AbortSignal.any([left.signal, AbortSignal.timeout(times.lifetimeMs), ...stopping(c)]);
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      const write = (text: string) => {
        if (!signal.aborted) controller.enqueue(Buffer.from(text));
      };
      write(`retry: ${RECONNECT_MS}\n\n`);
      const heartbeat = setInterval(() => write(":\n\n"), times.heartbeatMs);
      void produce((event) => write(`id: ${event.id}\n${asData(event.data)}\n`), signal)
        .catch((error: unknown) => log.error({ err: error }, "an event stream broke"))
        .finally(() => {
          clearInterval(heartbeat);
          if (!left.signal.aborted) controller.close();
        });
    },
    cancel: () => left.abort(),
  });
  return c.body(body, 200, HEADERS);
}

function stopping(c: HubContext): AbortSignal[] {
  return c.env?.stopping === undefined ? [] : [c.env.stopping];
}

function asData(text: string): string {
  return text
    .split(/\r\n|\r|\n/)
    .map((line) => `data: ${line}\n`)
    .join("");
}
