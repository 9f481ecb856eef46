import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as assert from "uvu/assert";
import { startProgram, type ProgramOptions } from "../../scripts/bench/program.ts";
import { freePorts } from "../../scripts/regtest/stack/ports.ts";
import { until } from "../../scripts/regtest/stack/until.ts";
import { rejects, suite } from "../support/suite.ts";

const test = suite("bench/program");

const folder = mkdtempSync(join(tmpdir(), "satoshop-bench-"));
test.after(() => rmSync(folder, { recursive: true, force: true }));

async function programOf(code: string): Promise<ProgramOptions> {
  const [port = 0] = await freePorts(1);
  const logFile = join(folder, `${port}.log`);
  const readyAt = `http://127.0.0.1:${port}/`;
  return {
    command: process.execPath,
    args: ["-e", code],
    env: { PORT: String(port) },
    logFile,
    readyAt,
    deadlineMs: 10_000,
  };
}

/** Says 503 twice before it is ready. */
const SERVER = `let asked = 0; require("node:http").createServer((_, answer) => answer.writeHead((asked += 1) > 2 ? 200 : 503).end())
  .listen(Number(process.env.PORT), "127.0.0.1");`;

test("a program has started when it says so, not when its port is open", async () => {
  const program = await startProgram(await programOf(SERVER));
  assert.is(program.startedInMs > 0, true);
  await program.stop();
});

test("what a program has started ends with it", async () => {
  const child = `require("node:child_process").spawn(process.execPath, ["-e", "console.log(process.pid); setInterval(() => {}, 1e6)"],
    { stdio: ["ignore", "inherit", "ignore"] });`;
  const options = await programOf(child + SERVER);
  const program = await startProgram(options);
  const pid = await until(
    "the child has told its id",
    5_000,
    async () => Number(readFileSync(options.logFile, "utf8")) || undefined,
  );
  await program.stop();
  await until("the child is gone", 5_000, async () => (isAlive(pid) ? undefined : true));
});

test("a program that ends instead of starting is told with the end of its log", async () => {
  const options = await programOf(`console.log("no such macaroon"); process.exit(3)`);
  assert.match((await rejects(startProgram(options))).message, /no such macaroon/);
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
