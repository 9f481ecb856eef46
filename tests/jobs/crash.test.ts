import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import * as assert from "uvu/assert";
import { unixMs } from "../../app/domain/time.ts";
import { complete } from "../../app/jobs/complete.ts";
import { addressOf } from "../db/same-database.ts";
import { openTestDatabase } from "../support/database.ts";
import { suite } from "../support/suite.ts";
import { LEASE_MS, START, jobRow, queue, takeAll, takeOne } from "./queue.ts";

const test = suite("jobs/crash");

test("a job whose process was killed is done by another once the lease has ended, and not before", async () => {
  const db = await openTestDatabase();
  await queue(db, "job_1");
  const program = fileURLToPath(new URL("work-and-hang.ts", import.meta.url));
  const child = spawn(process.execPath, [program, await addressOf(db)], { stdio: ["ignore", "pipe", "inherit"] });
  await once(child.stdout, "data");
  child.kill("SIGKILL");
  await once(child, "exit");
  assert.equal((await takeAll(db, unixMs(START + LEASE_MS - 1n))).jobs, []);
  const heir = await takeOne(db, unixMs(START + LEASE_MS));
  assert.equal([heir.id, heir.attempt, heir.fencing], ["job_1", 2n, 2n]);
  assert.is(await complete(db, heir, START), true);
  assert.is((await jobRow(db, "job_1")).state, "done");
  await db.destroy();
});
