import { join } from "node:path";
import { readConfig } from "../../app/config.ts";
import { migrate as climb } from "../../app/db/migrate.ts";
import type { Migrated } from "../../app/db/migrate.ts";
import { unixMs } from "../../app/domain/time.ts";
import type { Command } from "./command.ts";
import { withHubDatabase } from "./open-hub-database.ts";
import { readOptions } from "./options.ts";

const help = `satoshop migrate

Brings the hub's database to this program's version, as each start of the hub does by itself. On SQLite a
copy of the database is put into DATA_DIR/backups first. A database of a newer program is left alone.
Stop the hub before.

Settings used: DATA_DIR or DATABASE_URL.
`;

/** Takes the database through the steps that it lacks. */
export const migrate: Command = {
  name: "migrate",
  summary: "bring the database to this program's version",
  help,
  run: async (args, { environment, print }) => {
    readOptions(args, []);
    const config = readConfig(environment);
    const backups = join(config.dataDir, "backups");
    const result = await withHubDatabase(config, (db) => climb(db, unixMs(BigInt(Date.now())), backups));
    print(`${sentence(result)}\n`);
    return 0;
  },
};

function sentence({ from, to, backup }: Migrated): string {
  if (from === to) return `The database is at version ${to} already.`;
  const kept = backup === undefined ? "" : ` The database as it was is in ${backup}.`;
  return `The database went from version ${from} to ${to}.${kept}`;
}
