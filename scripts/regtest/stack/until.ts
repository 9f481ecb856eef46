const PAUSE_MS = 50;

/**
 * Asks again and again until the probe answers something other than `undefined`.
 *
 * A probe that throws counts as "not yet"; its last error is the cause when the deadline passes.
 */
export async function until<T>(what: string, deadlineMs: number, probe: () => Promise<T | undefined>): Promise<T> {
  const endsAtMs = Date.now() + deadlineMs;
  let last: unknown;
  while (Date.now() < endsAtMs) {
    try {
      const answer = await within(probe(), endsAtMs - Date.now());
      if (answer !== undefined) return answer;
    } catch (error) {
      if (error instanceof Ended) throw error;
      last = error;
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  throw new Error(`${what}: not within ${deadlineMs} ms`, { cause: last });
}

/** Thrown by a probe when waiting longer is pointless, because the daemon has ended. */
export class Ended extends Error {}

async function within<T>(answer: Promise<T>, timeoutMs: number): Promise<T> {
  const limit = Promise.withResolvers<never>();
  const timer = setTimeout(() => limit.reject(new Error("no answer")), timeoutMs);
  try {
    return await Promise.race([answer, limit.promise]);
  } finally {
    clearTimeout(timer);
  }
}
