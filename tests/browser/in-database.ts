import { join } from "node:path";
import BetterSqlite3 from "better-sqlite3";
import { openMarket } from "../support/browser.ts";

/** Reaches into the market's database, for what would take hours or a second machine to happen by itself. */
export async function inDatabase<Result>(work: (database: BetterSqlite3.Database) => Result): Promise<Result> {
  const { dataDir } = await openMarket();
  const database = new BetterSqlite3(join(dataDir, "hub.sqlite"), { fileMustExist: true, timeout: 5_000 });
  try {
    return work(database);
  } finally {
    database.close();
  }
}
