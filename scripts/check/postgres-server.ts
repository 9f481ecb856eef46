import { execFile, execFileSync } from "node:child_process";
import { chmodSync, globSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** A PostgreSQL of one's own, empty, that forgets everything when it is stopped. */
export interface PostgresServer {
  url: string;
  version: string;
  stop(): Promise<void>;
}

/** Starts one in a temporary folder on a free port; needs the Debian package `postgresql`, or the like, and no service. */
export async function startPostgres(): Promise<PostgresServer> {
  const programs = findPrograms();
  const folder = mkdtempSync(join(tmpdir(), "satoshop-postgres-"));
  const data = join(folder, "data");
  const asUser = unprivileged(folder);
  const call = (name: string, ...args: string[]) => run(...asUser(join(programs, name), args));
  // Language-aware order, as on most servers, shows a query that relies on the order of bytes.
  await call(
    "initdb",
    "-D",
    data,
    "-U",
    "hub",
    "--auth=trust",
    "--no-sync",
    "--encoding=UTF8",
    "--locale=C.UTF-8",
    ...collation,
  );
  const port = await freePort();
  const server = [`-h 127.0.0.1 -p ${port} -k ${folder}`, ...hasty.map((setting) => `-c ${setting}`)].join(" ");
  await call("pg_ctl", "-D", data, "-w", "-l", join(folder, "log"), "-o", server, "start");
  const { stdout } = await call("postgres", "--version");
  return {
    url: `postgres://hub@127.0.0.1:${port}/postgres`,
    version: stdout.trim(),
    stop: async () => {
      await call("pg_ctl", "-D", data, "-m", "immediate", "stop");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const collation = ["--locale-provider=icu", "--icu-locale=en"];

// What is lost with the machine is lost anyway: the folder goes when the tests are done.
const hasty = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=300", "jit=off"];

function findPrograms(): string {
  const newest = globSync("/usr/lib/postgresql/*/bin/initdb")
    .toSorted((a, b) => version(a) - version(b))
    .at(-1);
  if (newest !== undefined) return dirname(newest);
  try {
    return execFileSync("pg_config", ["--bindir"], { encoding: "utf8" }).trim();
  } catch (cause) {
    throw new Error("PostgreSQL is not installed: apt-get install postgresql, or name a server in DATABASE_URL", {
      cause,
    });
  }
}

function version(path: string): number {
  return Number(/postgresql\/(\d+)/.exec(path)?.[1] ?? 0);
}

type AsUser = (program: string, args: string[]) => [string, string[]];

// PostgreSQL refuses to run as root, which is what a CI machine often is.
function unprivileged(folder: string): AsUser {
  if (process.getuid?.() !== 0) return (program, args) => [program, args];
  const user = hasUser("postgres") ? "postgres" : "nobody";
  execFileSync("chown", [user, folder]);
  chmodSync(folder, 0o700);
  return (program, args) => ["runuser", ["-u", user, "--", program, ...args]];
}

function hasUser(name: string): boolean {
  try {
    execFileSync("id", [name], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      if (address === null || typeof address === "string") return reject(new Error("no port"));
      server.close(() => resolve(address.port));
    });
  });
}
