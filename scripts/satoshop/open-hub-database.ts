import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Config } from "../../app/config.ts";
import type { Db } from "../../app/db/database.ts";
import { openDatabase } from "../../app/db/open.ts";
import { CannotDo } from "./command.ts";

/**
 * Opens the hub's database for one command and closes it afterwards. A SQLite file that is not there
 * is not made: DATA_DIR then names the wrong folder, or the hub was never started.
 */
export async function withHubDatabase<Result>(config: Config, use: (db: Db) => Promise<Result>): Promise<Result> {
  if (config.databaseUrl === undefined && !existsSync(join(config.dataDir, "hub.sqlite"))) {
    throw new CannotDo(`There is no hub in ${config.dataDir}: set DATA_DIR to its folder, or start the hub once.`);
  }
  const db = await openDatabase(config.dataDir, config.databaseUrl);
  try {
    return await use(db);
  } finally {
    await db.destroy();
  }
}
