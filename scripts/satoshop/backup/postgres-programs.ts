import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { CannotDo } from "../command.ts";

const run = promisify(execFile);

/** Writes what PostgreSQL holds into one file, as of one moment, while the hub goes on (pg_dump's custom format). */
export async function dumpPostgres(url: string, file: string): Promise<void> {
  const { address, environment } = withoutPassword(url);
  await call("pg_dump", ["--format=custom", "--no-owner", "--no-privileges", `--file=${file}`, address], environment);
}

/** Reads a dump's list of contents: a file that pg_restore would not begin with is told here. */
export async function listDump(file: string): Promise<void> {
  await call("pg_restore", ["--list", file], {});
}

/** Puts a dump into an empty database: all of it or nothing. */
export async function restorePostgres(url: string, file: string): Promise<void> {
  const { address, environment } = withoutPassword(url);
  const whole = ["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges"];
  await call("pg_restore", [...whole, `--dbname=${address}`, file], environment);
}

/** Arguments are seen by whoever may list the machine's processes; a password goes by the environment. */
function withoutPassword(url: string): { address: string; environment: Record<string, string> } {
  const address = new URL(url);
  const password = decodeURIComponent(address.password);
  address.password = "";
  return { address: address.href, environment: password === "" ? {} : { PGPASSWORD: password } };
}

/** With the terminal's own environment, for PATH and locale. */
async function call(program: string, args: readonly string[], environment: Record<string, string>): Promise<void> {
  try {
    await run(program, args, { env: { ...process.env, ...environment } });
  } catch (error) {
    if (isMissing(error))
      throw new CannotDo(
        `${program} is not on this machine: install PostgreSQL's client programs (Debian: postgresql-client).`,
        { cause: error },
      );
    throw new CannotDo(`${program} failed: ${lastLineOf(error)}`, { cause: error });
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}

function lastLineOf(error: unknown): string {
  const said = error instanceof Error && "stderr" in error ? String(error.stderr).trim() : "";
  return said.split("\n").at(-1) ?? "";
}
