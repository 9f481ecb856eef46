import { spawn } from "node:child_process";
import { startPostgres } from "./postgres-server.ts";

// Runs the fast suite on PostgreSQL: the one that DATABASE_URL names, or one started for the purpose.

function runSuite(url: string): Promise<number> {
  const child = spawn(process.execPath, ["tests/support/run.ts", "fast"], {
    env: { ...process.env, DATABASE_URL: url },
    stdio: "inherit",
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve(code ?? 1));
  });
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
