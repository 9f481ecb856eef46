import type { z } from "zod";
import { NotApplied } from "../../domain/outcome.ts";
import type { SafeFetch } from "../web/port.ts";

/** Fetches a JSON answer of a known shape; every number in it arrives as the text that was sent. */
export type ReadJson = <Answer>(url: string, shape: z.ZodType<Answer>) => Promise<Answer>;

/** Reads by the hub's way out to the web, with its limits. Fails with `NotApplied`. */
export function jsonReader(fetch: SafeFetch): ReadJson {
  return async (url, shape) => {
    try {
      const answer = await fetch(url, { headers: { accept: "application/json" } });
      if (answer.status !== 200) throw new Error(`status ${answer.status}`);
      return shape.parse(parseKeepingNumbers(await answer.text()));
    } catch (cause) {
      throw new NotApplied(`${new URL(url).host} gave no usable answer`, { cause });
    }
  };
}

/** What a number was written as; the compiler's library does not describe this argument of Node 24 yet. */
type Source = { source?: string };

function parseKeepingNumbers(text: string): unknown {
  return JSON.parse(text, (_key, value: unknown, context?: Source) =>
    typeof value === "number" ? context?.source : value,
  );
}
