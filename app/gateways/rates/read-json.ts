import type { z } from "zod";
import { NotApplied } from "../../domain/outcome.ts";

/** Fetches a JSON answer of a known shape; every number in it arrives as the text that was sent. */
export type ReadJson = <Answer>(url: string, shape: z.ZodType<Answer>) => Promise<Answer>;

export type ReadLimits = { deadlineMs: number; maxBytes: number };

const defaults: ReadLimits = { deadlineMs: 5_000, maxBytes: 512_000 };

/**
 * Reads from public addresses that the program itself names: no redirects, a deadline over the whole
 * answer and a cap on its size. Fails with `NotApplied`.
 */
export function jsonReader(limits: ReadLimits = defaults): ReadJson {
  return async (url, shape) => {
    try {
      return shape.parse(parseKeepingNumbers(await fetchText(url, limits)));
    } catch (cause) {
      throw new NotApplied(`${new URL(url).host} gave no usable answer`, { cause });
    }
  };
}

async function fetchText(url: string, { deadlineMs, maxBytes }: ReadLimits): Promise<string> {
  // Loaded late: it costs 29 MB of memory, and a sandbox hub never asks anybody.
  const { fetch } = await import("undici");
  const response = await fetch(url, {
    redirect: "error",
    signal: AbortSignal.timeout(deadlineMs),
    headers: { accept: "application/json", "user-agent": "satoshop-hub" },
  });
  if (response.status !== 200) throw new Error(`status ${response.status}`);
  return readCapped(response.body ?? [], maxBytes);
}

async function readCapped(body: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, maxBytes: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > maxBytes) throw new Error(`more than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** What a number was written as; the compiler's library does not describe this argument of Node 24 yet. */
type Source = { source?: string };

function parseKeepingNumbers(text: string): unknown {
  return JSON.parse(text, (_key, value: unknown, context?: Source) =>
    typeof value === "number" ? context?.source : value,
  );
}
