import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { CannotDo } from "../command.ts";

/** Lends a new folder that only this user may enter, beside where its contents will go, and removes it afterwards. */
export async function inWorkFolder<Result>(
  parent: string,
  prefix: string,
  work: (folder: string) => Promise<Result>,
): Promise<Result> {
  const folder = made(parent, prefix);
  try {
    return await work(folder);
  } catch (error) {
    if (isFull(error)) throw new CannotDo(`There is no room left in ${parent}.`, { cause: error });
    throw error;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function made(parent: string, prefix: string): string {
  try {
    return mkdtempSync(join(parent, prefix));
  } catch (error) {
    throw new CannotDo(`Nothing can be written in ${parent}: is it there, and this user's?`, { cause: error });
  }
}

/** As the system says it, and as SQLite does. */
export function isFull(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOSPC" || error.code === "SQLITE_FULL");
}
