import * as assert from "uvu/assert";
import type { Db } from "../../app/db/database.ts";
import { unixMs } from "../../app/domain/time.ts";
import type { Handler } from "../../app/jobs/perform.ts";
import { startWorker } from "../../app/jobs/worker.ts";
import type { WorkerSettings } from "../../app/jobs/worker.ts";
import { openTestDatabase } from "../support/database.ts";
import { suite } from "../support/suite.ts";
import { testClock, testRandom } from "../support/world.ts";
import { START, jobRow, queue, takeOne } from "./queue.ts";

const test = suite("jobs/worker");
/** Longer than any test: whatever happens, happened without polling. */
const NEVER_MS = 600_000;

test("a worker hears of a job and does it with its payload", async () => {
  await using({}, async ({ db, start, done }) => {
    const seen = Promise.withResolvers<unknown>();
    start({ test: async ({ payload, fencing }) => seen.resolve({ payload, fencing }) });
    await queue(db, "job_1", { payload: { orderId: "ord_1" } });
    assert.equal(await seen.promise, { payload: { orderId: "ord_1" }, fencing: 1n });
    await done("job_1");
  });
});

test("what waited before the start is done first thing", async () => {
  await using({}, async ({ db, start, done }) => {
    await queue(db, "job_1");
    start({ test: async () => undefined });
    await done("job_1");
  });
});

test("a job whose time comes later is found by looking", async () => {
  await using({ pollMs: 5 }, async ({ db, start, clock, done }) => {
    await queue(db, "job_1", { runAtMs: START + 1_000n });
    start({ test: async () => undefined });
    clock.advance(1_000n);
    await done("job_1");
  });
});

test("broken jobs of every kind do not keep the others from being done", async () => {
  await using({ leaseMs: 60, concurrency: 1 }, async ({ db, start, done, warned }) => {
    await queue(db, "job_0_corrupt");
    await db.updateTable("job").set({ payload: "{" }).where("id", "=", "job_0_corrupt").execute();
    await queue(db, "job_1_unknown", { kind: "nobody-knows" });
    await queue(db, "job_2_inherited", { kind: "toString" });
    await queue(db, "job_3_throwing", { kind: "throwing" });
    await queue(db, "job_4_hanging", { kind: "hanging" });
    await queue(db, "job_5_good");
    start({
      test: async () => undefined,
      throwing: () => {
        throw new Error("thrown at once");
      },
      hanging: () => new Promise(() => undefined),
    });
    await done("job_5_good");
    await warned(5);
    const rows = await db
      .selectFrom("job")
      .select(["state", "last_error"])
      .where("id", "<", "job_5")
      .orderBy("id")
      .execute();
    assert.equal(
      rows.map((row) => row.state),
      ["ready", "ready", "ready", "ready", "ready"],
    );
    const [corrupt, ...others] = rows.map((row) => row.last_error);
    assert.match(corrupt ?? "", /^SyntaxError/);
    assert.equal(others, [
      'Error: nobody knows how to do "nobody-knows"',
      'Error: nobody knows how to do "toString"',
      "Error: thrown at once",
      "Error: the job took longer than its lease",
    ]);
  });
});

test("a handler is told when its lease is about to end", async () => {
  await using({ leaseMs: 50 }, async ({ db, start }) => {
    const reason = Promise.withResolvers<unknown>();
    start({
      test: ({ signal }) => new Promise(() => signal.addEventListener("abort", () => reason.resolve(signal.reason))),
    });
    await queue(db, "job_1");
    assert.match(String(await reason.promise), /longer than its lease/);
  });
});

test("no more jobs run at the same time than allowed, and all are done", async () => {
  await using({ concurrency: 3 }, async ({ db, start, done }) => {
    let running = 0;
    let most = 0;
    const ids = Array.from({ length: 20 }, (_, index) => `job_${index}`);
    await Promise.all(ids.map((id) => queue(db, id)));
    start({
      test: async () => {
        most = Math.max(most, (running += 1));
        await db.selectFrom("job").select("id").execute();
        running -= 1;
      },
    });
    await Promise.all(ids.map(done));
    assert.is(most, 3);
  });
});

test("two workers on one database do each job once", async () => {
  await using({}, async ({ db, start, done }) => {
    const runs: string[] = [];
    const handlers = {
      test: async ({ payload }: { payload: Readonly<Record<string, string>> }) => void runs.push(payload["name"] ?? ""),
    };
    start(handlers);
    start(handlers);
    const names = Array.from({ length: 40 }, (_, index) => `n${index}`);
    await Promise.all(names.map((name) => queue(db, `job_${name}`, { payload: { name } })));
    await Promise.all(names.map((name) => done(`job_${name}`)));
    assert.equal(runs.toSorted(), names.toSorted());
  });
});

test("draining waits for what runs and takes nothing new", async () => {
  await using({}, async ({ db, start, done }) => {
    const begun = Promise.withResolvers<void>();
    const mayEnd = Promise.withResolvers<void>();
    const worker = start({
      test: async () => {
        begun.resolve();
        await mayEnd.promise;
      },
    });
    await queue(db, "job_1");
    await begun.promise;
    const drained = worker.drain(NEVER_MS);
    await queue(db, "job_2");
    mayEnd.resolve();
    await drained;
    await done("job_1");
    assert.is((await jobRow(db, "job_2")).state, "ready");
  });
});

test("what was just being taken when draining began is given back untouched", async () => {
  await using({}, async ({ db, start }) => {
    await queue(db, "job_1");
    let runs = 0;
    await start({ test: async () => void (runs += 1) }).drain(NEVER_MS);
    const row = await jobRow(db, "job_1");
    assert.equal([runs, row.state, row.attempts], [0, "ready", 0n]);
  });
});

test("draining gives back what does not end in time, and the late end of it changes nothing", async () => {
  await using({}, async ({ db, start }) => {
    const begun = Promise.withResolvers<AbortSignal>();
    const worker = start({
      test: ({ signal }) => {
        begun.resolve(signal);
        return new Promise(() => undefined);
      },
    });
    await queue(db, "job_1");
    const signal = await begun.promise;
    await worker.drain(1);
    assert.ok(signal.aborted);
    const heir = await takeOne(db, START);
    assert.equal([heir.id, heir.attempt, heir.fencing], ["job_1", 1n, 2n]);
  });
});

test("draining twice, or with nothing to do, simply ends", async () => {
  await using({}, async ({ start }) => {
    const worker = start({});
    await Promise.all([worker.drain(1), worker.drain(1)]);
    await worker.drain(1);
  });
});

test("a job finished after somebody else took it over is not finished twice", async () => {
  await using({}, async ({ db, start, warned }) => {
    const begun = Promise.withResolvers<void>();
    const mayEnd = Promise.withResolvers<void>();
    start({
      test: async () => {
        begun.resolve();
        await mayEnd.promise;
      },
    });
    await queue(db, "job_1");
    await begun.promise;
    const heir = await takeOne(db, unixMs(START + 60_000n));
    mayEnd.resolve();
    assert.equal(await warned(1), ["a job was finished after its lease had been taken over"]);
    assert.equal([(await jobRow(db, "job_1")).state, (await jobRow(db, "job_1")).fencing], ["running", heir.fencing]);
  });
});

type World = {
  db: Db;
  clock: ReturnType<typeof testClock>;
  start: (handlers: Record<string, Handler>) => ReturnType<typeof startWorker>;
  /** Waits until the job is done. */
  done: (id: string) => Promise<void>;
  /** Waits until that many problems were logged; answers with their messages. */
  warned: (count: number) => Promise<string[]>;
};

async function using(settings: Partial<WorkerSettings>, work: (world: World) => Promise<void>): Promise<void> {
  const db = await openTestDatabase();
  const clock = testClock(START);
  const random = testRandom();
  const messages: string[] = [];
  const note = (_: unknown, message?: unknown) => void messages.push(String(message));
  const workers: ReturnType<typeof startWorker>[] = [];
  const start = (handlers: Record<string, Handler>) => {
    const log = { warn: note, error: note };
    const worker = startWorker({ db, handlers, clock, random, log, leaseMs: 60_000, pollMs: NEVER_MS, ...settings });
    workers.push(worker);
    return worker;
  };
  const done = (id: string) => until(async () => (await jobRow(db, id)).state === "done");
  const warned = async (count: number) => {
    await until(async () => messages.length >= count);
    return messages;
  };
  try {
    await work({ db, clock, start, done, warned });
  } finally {
    await Promise.all(workers.map((worker) => worker.drain(0)));
    await db.destroy();
  }
}

/** Looks again and again; the test's own time limit ends it. */
async function until(isTrue: () => Promise<boolean>): Promise<void> {
  while (!(await isTrue())) await new Promise((resolve) => setImmediate(resolve));
}
