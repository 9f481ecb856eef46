import { z } from "zod";

const Tuple = z.tuple([z.number(), z.string()]).rest(z.unknown());
const Details = z.object({ err: z.object({ details: z.string() }) });

/** The client library rejects with `[code, message, details?]`, which is no Error; this is one, with LND's own words. */
export function asError(reason: unknown): Error {
  const tuple = Tuple.safeParse(reason);
  if (!tuple.success) return reason instanceof Error ? reason : new Error(String(reason));
  const [code, message, extra] = tuple.data;
  const details = Details.safeParse(extra);
  const words = details.success ? `: ${details.data.err.details}` : "";
  return new Error(`${message} (${code})${words}`, { cause: reason });
}

/** Passes an answer on, and a rejection as an Error. */
export async function orError<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (reason) {
    throw asError(reason);
  }
}
