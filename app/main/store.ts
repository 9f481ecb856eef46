import { join } from "node:path";
import type { Config } from "../config.ts";
import type { Db } from "../db/database.ts";
import { keepMode } from "../db/keep-mode.ts";
import { migrate, versionOf } from "../db/migrate.ts";
import { migrations } from "../db/migrations/index.ts";
import { openDatabase, sqliteFile } from "../db/open.ts";
import { startCheckpoints } from "../db/wal-checkpoints.ts";
import type { Checkpoints } from "../db/wal-checkpoints.ts";
import type { Supervisor } from "../gateways/supervisor/port.ts";
import type { World } from "./world.ts";

export type Store = {
  db: Db;
  schemaVersion: number;
  /** The mode of its first start. */
  begunIn: Config["mode"];
  close(): Promise<void>;
};

/** For a large database on a slow disk. */
const MIGRATION_MS = 30 * 60_000;

/** Opens the database and brings it up to date. */
export async function openStore(config: Config, { clock, log }: World, supervisor: Supervisor): Promise<Store> {
  const { dataDir, databaseUrl, mode } = config;
  const db = await openDatabase(dataDir, databaseUrl);
  // SQLite is copied before the first step, and while a step runs nobody can ask for more time.
  if ((await versionOf(db)) < migrations.length) await supervisor.extend(MIGRATION_MS);
  const { to: schemaVersion } = await migrate(db, clock(), join(dataDir, "backups"));
  const begunIn = await keepMode(db, mode, clock());
  const checkpoints = openCheckpoints(db, config, log);
  const close = async () => {
    await checkpoints?.stop();
    await db.destroy();
  };
  return { db, schemaVersion, begunIn, close };
}

/** Postgres has its own. */
function openCheckpoints(db: Db, { dataDir }: Config, log: World["log"]): Checkpoints | undefined {
  if (db.engine !== "sqlite") return undefined;
  return startCheckpoints(sqliteFile(dataDir), (error) => log.error({ err: error }, "checkpoints have ended"));
}
