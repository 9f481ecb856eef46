import { spawn } from "node:child_process";
import { onlyOnPostgres } from "./coverage-floors.ts";
import { startPostgres } from "./postgres-server.ts";

// Runs the fast suite on PostgreSQL, the one that DATABASE_URL names or one started for the purpose, and
// judges the coverage of what runs there alone.

const suite = [
  "node_modules/.bin/c8",
  "--reports-dir=coverage/postgres",
  "--temp-directory=coverage/postgres/.v8",
  ...onlyOnPostgres.map((file) => `--include=${file}`),
  process.execPath,
  "tests/support/run-parts.ts",
  "fast",
];
const judgement = ["--disable-warning=ExperimentalWarning", "scripts/check/coverage.ts", "postgres"];

function run(args: string[], environment: NodeJS.ProcessEnv = {}): Promise<number> {
  const child = spawn(process.execPath, args, { env: { ...process.env, ...environment }, stdio: "inherit" });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve(code ?? 1));
  });
}

async function runSuite(url: string): Promise<number> {
  const passed = await run(suite, { DATABASE_URL: url });
  return passed === 0 ? run(judgement) : passed;
}

async function onOwnServer(): Promise<number> {
  const server = await startPostgres();
  process.stdout.write(`${server.version}\n`);
  try {
    return await runSuite(server.url);
  } finally {
    await server.stop();
  }
}

const given = process.env["DATABASE_URL"];
process.exitCode = given === undefined ? await onOwnServer() : await runSuite(given);
