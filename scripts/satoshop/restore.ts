import { existsSync, mkdirSync, renameSync } from "node:fs";
import { join, resolve } from "node:path";
import { readConfig } from "../../app/config.ts";
import { versionOf } from "../../app/db/migrate.ts";
import { openPostgres } from "../../app/db/postgres.ts";
import { openSqlite } from "../../app/db/sqlite.ts";
import { syncFolder } from "../../app/secrets/replace-file.ts";
import { dataDirOf } from "../../app/settings/places.ts";
import { keysFrom } from "./backup.ts";
import { examineCopy } from "./backup/examine-copy.ts";
import { inWorkFolder } from "./backup/in-work-folder.ts";
import type { Manifest } from "./backup/manifest.ts";
import { listDump, restorePostgres } from "./backup/postgres-programs.ts";
import { readArchive } from "./backup/read-archive.ts";
import { CannotDo, Misused } from "./command.ts";
import type { Command, Outside } from "./command.ts";
import { readOptions } from "./options.ts";
import { bringUp } from "./restore/bring-up.ts";
import { refuseOccupied } from "./restore/refuse-occupied.ts";

const help = `satoshop restore FILE [--into DATA_DIR] [--identity FILE]

Brings back what \`satoshop backup\` has put into a file: into a data folder that holds no hub, or with DATABASE_URL
into an empty PostgreSQL database. Everything is unpacked beside it and looked through first.

  --into       the data folder; DATA_DIR when left out
  --identity   the file with the age identity that opens an encrypted one; otherwise the hub's own is tried

The database does not know what left after the backup was made. So the hub starts with outgoing money halted, until
its owner has compared and lifts that at the desk: docs/backup.md.

Settings used: DATA_DIR or DATABASE_URL.
`;

/** Comes back from a backup, with outgoing money halted. */
export const restore: Command = {
  name: "restore",
  summary: "bring a hub back from a backup, with outgoing money halted",
  help,
  run: async (args, { environment, print }) => {
    const [file = "", ...rest] = args;
    if (file === "" || file.startsWith("-")) throw new Misused("the backup's name comes first");
    const { into, identity } = readOptions(rest, ["into", "identity"]);
    const folder = resolve(into ?? dataDirOf(environment));
    const keys = keysFrom(identity, environment);
    refuseOccupied(folder);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const manifest = await inWorkFolder(folder, ".satoshop-restore-", async (work) => {
      const unpacked = await readArchive(file, { folder: work, keys });
      await readyDatabase(work, unpacked, environment);
      putInPlace(work, folder, unpacked);
      return unpacked;
    });
    print(sentences(folder, manifest));
    return 0;
  },
};

async function readyDatabase(work: string, manifest: Manifest, environment: Outside["environment"]): Promise<void> {
  if (manifest.engine === "postgres") return fillPostgres(work, manifest, environment);
  const file = join(work, "hub.sqlite");
  await examineCopy(file);
  const db = openSqlite(file);
  try {
    await bringUp(db, manifest.madeAtMs);
  } finally {
    await db.destroy();
  }
}

async function fillPostgres(work: string, manifest: Manifest, environment: Outside["environment"]): Promise<void> {
  const { databaseUrl } = readConfig(environment);
  if (databaseUrl === undefined)
    throw new CannotDo("This backup is of a hub on PostgreSQL: set DATABASE_URL to an empty database.");
  const dump = join(work, "hub.pgdump");
  await listDump(dump);
  const db = await openPostgres(databaseUrl);
  try {
    if ((await versionOf(db)) !== 0)
      throw new CannotDo("There is a hub in that PostgreSQL database already: set DATABASE_URL to an empty one.");
    await restorePostgres(databaseUrl, dump);
    await bringUp(db, manifest.madeAtMs);
  } finally {
    await db.destroy();
  }
}

/** The database comes last: before it, the next start would find no hub here. */
function putInPlace(work: string, folder: string, { files }: Manifest): void {
  const names = files.map(({ name }) => name).filter((name) => name !== "hub.pgdump");
  refuseOccupied(folder);
  for (const name of names.toReversed()) renameSync(join(work, name), join(folder, name));
  syncFolder(folder);
}

function sentences(folder: string, { madeAtMs, files }: Manifest): string {
  const has = (name: string) => files.some((file) => file.name === name);
  return [
    `The hub of ${new Date(madeAtMs).toISOString()} is in ${folder}.`,
    "Outgoing money is halted. Start the hub, look at /owner/books, have everything compared, and lift it there.",
    ...(has("secret.key") ? [] : ["The backup held no secret.key: give the hub the SECRET_KEY that it had."]),
    ...(has(".env.age") && !existsSync(join(folder, "age.key"))
      ? ["Its settings are encrypted: put the age identity where AGE_IDENTITY_FILE says, or into age.key beside them."]
      : []),
    "LND's macaroons are in no backup: `satoshop lnd-setup` makes new ones.",
    "",
  ].join("\n");
}
