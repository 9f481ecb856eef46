import { startWorker } from "../../app/jobs/worker.ts";
import { openAt } from "../db/same-database.ts";
import { testClock, testRandom } from "../support/world.ts";
import { START } from "./queue.ts";

// Takes a job, says so, and never ends: the one who started this process kills it.
const db = await openAt(process.argv[2] ?? "");
const log = { warn: () => undefined, error: () => undefined };
startWorker({
  db,
  clock: testClock(START),
  random: testRandom(),
  log,
  leaseMs: 60_000,
  pollMs: 60_000,
  handlers: {
    test: async () => {
      process.stdout.write("taken\n");
      await new Promise(() => undefined);
    },
  },
});
