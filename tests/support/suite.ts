import { inspect } from "node:util";
import { suite as uvuSuite } from "uvu";

/** What the runner asserts on at the end: a run that counted nothing is a failure. */
export const tally = { registered: 0, passed: 0, failed: 0, slow: new Array<{ title: string; ms: number }>() };

/** Tests that take longer are named at the end of a run, so that the suite stays quick. */
const SLOW_MS = 1_000;

const DEFAULT_TIMEOUT_MS = 30_000;

type Body = () => unknown;

/** Registers one test; the title is a rule of the product in plain words. */
export type Test = ((title: string, body: Body, options?: { timeoutMs?: number }) => void) & {
  /** Runs once after the last test of the suite, for closing databases and servers. */
  after: (body: Body) => void;
};

/**
 * Opens a test suite that runs by itself: uvu silently passes a file that forgets `.run()`,
 * so registration schedules the run, and every test has a time limit.
 */
export function suite(name: string): Test {
  const inner = uvuSuite(name);
  let scheduled = false;
  const schedule = () => {
    if (scheduled) return;
    scheduled = true;
    queueMicrotask(() => {
      scheduled = false;
      inner.run();
    });
  };
  const test = (title: string, body: Body, options: { timeoutMs?: number } = {}) => {
    tally.registered += 1;
    inner(title, () => counted(`${name}: ${title}`, body, options.timeoutMs ?? DEFAULT_TIMEOUT_MS));
    schedule();
  };
  return Object.assign(test, {
    after: (body: Body) => {
      inner.after(() => limited(`${name}: closing`, body, DEFAULT_TIMEOUT_MS));
      schedule();
    },
  });
}

async function counted(title: string, body: Body, timeoutMs: number): Promise<void> {
  const startedMs = performance.now();
  try {
    await limited(title, body, timeoutMs);
    tally.passed += 1;
  } catch (error) {
    tally.failed += 1;
    // uvu can only show Errors; some libraries reject with arrays.
    throw error instanceof Error ? error : new Error(inspect(error));
  } finally {
    const ms = performance.now() - startedMs;
    if (ms > SLOW_MS) tally.slow.push({ title, ms });
  }
}

async function limited(title: string, body: Body, timeoutMs: number): Promise<void> {
  const limit = Promise.withResolvers<never>();
  const timer = setTimeout(() => limit.reject(new Error(`"${title}" took longer than ${timeoutMs} ms`)), timeoutMs);
  try {
    await Promise.race([body(), limit.promise]);
  } finally {
    clearTimeout(timer);
  }
}

/** Awaits a rejection and returns it; uvu's own `throws` only sees synchronous errors. */
export async function rejects(promise: Promise<unknown>, matching?: RegExp): Promise<Error> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => (reason instanceof Error ? reason : new Error(String(reason))),
  );
  if (error === undefined) throw new Error("expected a rejection, but the promise was fulfilled");
  if (matching !== undefined && !matching.test(error.message)) {
    throw new Error(`rejected with "${error.message}", which does not match ${matching}`);
  }
  return error;
}
