import { setTimeout as wait } from "node:timers/promises";
import { Pool } from "undici";

export interface Pace {
  perSecond: number;
  seconds: number;
  connections: number;
}

/**
 * Asks for one page at an even pace, whether or not the last answer has come, and answers with the time of each
 * in ms. It counts from the moment when the request was due, so that a hub that stalls cannot hide it; autocannon
 * sends the requests of each second all at once, which is another question.
 */
export async function askSteadily(url: string, { perSecond, seconds, connections }: Pace): Promise<number[]> {
  const { origin, pathname } = new URL(url);
  const pool = new Pool(origin, { connections });
  try {
    const answers: Promise<number>[] = [];
    const startedAtMs = performance.now();
    for (let count = 0; count < perSecond * seconds; count += 1) {
      const dueAtMs = startedAtMs + (count * 1_000) / perSecond;
      if (dueAtMs > performance.now()) await wait(dueAtMs - performance.now());
      const answer = ask(pool, pathname, dueAtMs);
      // Heard of below, once all have been asked for.
      answer.catch(() => undefined);
      answers.push(answer);
    }
    return await Promise.all(answers);
  } finally {
    await pool.close();
  }
}

async function ask(pool: Pool, path: string, dueAtMs: number): Promise<number> {
  const { statusCode, body } = await pool.request({ method: "GET", path });
  await body.arrayBuffer();
  if (statusCode !== 200) throw new Error(`the hub answered ${statusCode} to ${path}`);
  return performance.now() - dueAtMs;
}
