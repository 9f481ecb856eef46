import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { migrate } from "../../app/db/migrate.ts";
import type { Db } from "../../app/db/database.ts";
import { openDatabase } from "../../app/db/open.ts";
import { unixMs } from "../../app/domain/time.ts";
import { satoshop } from "../../scripts/satoshop.ts";

export type Answer = { code: number; said: string; complained: string };

/** Types one command line, and the secret when it is asked for, and reads what comes back. */
export async function type(
  line: string,
  environment: Readonly<Record<string, string>> = {},
  secret = "",
): Promise<Answer> {
  const answer = { said: "", complained: "" };
  const code = await satoshop(
    line.split(" ").filter((word) => word !== ""),
    {
      environment,
      print: (text) => (answer.said += text),
      complain: (text) => (answer.complained += text),
      askSecret: async () => secret,
    },
  );
  return { code, ...answer };
}

const folders: string[] = [];
process.once("exit", () => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** A folder that is gone when the tests are. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "satoshop-cli-"));
  folders.push(folder);
  return folder;
}

/** A data folder as a hub leaves it that was started once. */
export async function hubFolder(): Promise<string> {
  const folder = newFolder();
  await withDatabase(folder, (db) => migrate(db, unixMs(0n), undefined));
  return folder;
}

export async function withDatabase<Result>(folder: string, use: (db: Db) => Promise<Result>): Promise<Result> {
  const db = await openDatabase(folder, undefined);
  try {
    return await use(db);
  } finally {
    await db.destroy();
  }
}
