import type { PlacedOrder } from "./shopper.ts";

/** A buyer's order page, open in a browser. */
export interface OpenPage {
  /** When the page shows that the order is paid; rejects when its stream ends before. */
  paidAtMs: Promise<number>;
  close: () => void;
}

const DEADLINE_MS = 30_000;

/** Opens the page's stream of events, and does with each event what the page's script does: looks at the page again. */
export async function openPage(origin: string, { id, key }: Pick<PlacedOrder, "id" | "key">): Promise<OpenPage> {
  const address = `${origin}/orders/${id}/${key}`;
  const closing = new AbortController();
  const signal = AbortSignal.any([closing.signal, AbortSignal.timeout(DEADLINE_MS)]);
  const events = await fetch(`${address}/events`, { headers: { accept: "text/event-stream" }, signal });
  if (events.status !== 200 || events.body === null)
    throw new Error(`the hub answered ${events.status} to the stream of an order`);
  const paidAtMs = untilPaid(events.body, async () => (await fetch(address, { signal })).text());
  // Whoever closes the page early does not wait for it.
  paidAtMs.catch(() => undefined);
  return { paidAtMs, close: () => closing.abort() };
}

async function untilPaid(events: ReadableStream<Uint8Array>, lookAgain: () => Promise<string>): Promise<number> {
  const text = new TextDecoder();
  for await (const chunk of events) {
    const isEvent = text.decode(chunk, { stream: true }).includes("data:");
    if (isEvent && showsPaid(await lookAgain())) return performance.now();
  }
  throw new Error("the stream ended before the order was paid");
}

/** True when the living part of the page is that of a paid order. */
export function showsPaid(page: string): boolean {
  return /<[^>]*\sdata-live[^>]*\sdata-state="paid"/.test(page);
}
