import { existsSync, mkdirSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { lastBackupFile } from "../../app/backups/last-backup.ts";
import type { LastBackup } from "../../app/backups/last-backup.ts";
import { readConfig } from "../../app/config.ts";
import type { Config } from "../../app/config.ts";
import { findIdentity } from "../../app/secrets/find-identity.ts";
import { replaceFile } from "../../app/secrets/replace-file.ts";
import { dataDirOf } from "../../app/settings/places.ts";
import { collect } from "./backup/collect.ts";
import { examineCopy } from "./backup/examine-copy.ts";
import { WORK_PREFIX, backupName, keepNewest, removeLeftOvers } from "./backup/file-names.ts";
import { inWorkFolder } from "./backup/in-work-folder.ts";
import { databaseFileOf } from "./backup/manifest.ts";
import type { Manifest } from "./backup/manifest.ts";
import { listDump } from "./backup/postgres-programs.ts";
import { readArchive } from "./backup/read-archive.ts";
import { writeArchive } from "./backup/write-archive.ts";
import { CannotDo, Misused } from "./command.ts";
import type { Command, Outside } from "./command.ts";
import { readOptions } from "./options.ts";

const help = `satoshop backup [--into FOLDER] [--keep N] [--recipient age1…]
satoshop backup --check FILE [--identity FILE]

Makes one file with a consistent copy of the database, the hub's secret key and its encrypted settings, while the
hub runs. The copy is opened and looked through, and the file read back where it is not encrypted, before
anything older is removed.

  --into       where it goes; DATA_DIR/backups/daily when left out
  --keep       how many of its own files stay there; 14 when left out
  --recipient  encrypts the file for this age recipient, as any file should be that leaves the machine
  --check      opens such a file, looks through the database in it, and changes nothing anywhere. The copy needs room
               in the system's temporary folder (TMPDIR names another)
  --identity   the file with the age identity that opens an encrypted one; otherwise the hub's own is tried

What is in it, what is not, and how to come back: docs/backup.md.

Settings used: DATA_DIR or DATABASE_URL.
`;

/** Makes backups, and proves them. */
export const backup: Command = {
  name: "backup",
  summary: "put all that the hub keeps into one file, or look through such a file",
  help,
  run: async (args, outside) => {
    const { check, ...options } = readOptions(args, ["into", "keep", "recipient", "check", "identity"]);
    const says = check === undefined ? await make(options, outside) : await prove(check, options, outside);
    outside.print(`${says}\n`);
    return 0;
  },
};

type Options = Partial<Record<"into" | "keep" | "recipient" | "identity", string>>;

const KEPT = "14";

async function make({ into, keep = KEPT, recipient, identity }: Options, { environment }: Outside): Promise<string> {
  if (identity !== undefined) throw new Misused("--identity goes with --check");
  if (!/^[1-9]\d{0,4}$/.test(keep)) throw new Misused("--keep is a whole number from 1 on");
  if (recipient !== undefined && !/^age1[02-9ac-hj-np-z]{58}$/.test(recipient))
    throw new Misused("--recipient is what age-keygen calls the public key: age1 and 58 more characters");
  const config = readConfig(environment);
  const folder = resolve(into ?? join(config.dataDir, "backups", "daily"));
  const nowMs = Date.now();
  const file = join(folder, backupName(nowMs, recipient !== undefined));
  if (into === undefined) refuseEmpty(config);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (existsSync(file)) throw new CannotDo(`${file} was made this very second.`);
  await write(config, { folder, file, recipient, nowMs });
  const removed = keepNewest(folder, Number(keep));
  removeLeftOvers(folder, nowMs);
  const gone = removed.length === 0 ? "" : ` Removed: ${removed.join(", ")}.`;
  const proof = recipient === undefined ? "was read back" : "can be read back only where its identity is";
  return `${file} is written, and ${proof}.${gone}`;
}

/** A folder that holds no hub gets none for backups either. */
function refuseEmpty({ dataDir }: Config): void {
  if (!existsSync(dataDir)) throw new CannotDo(`There is no folder ${dataDir}: set DATA_DIR to the hub's.`);
}

type Making = { folder: string; file: string; recipient: string | undefined; nowMs: number };

async function write(config: Config, { folder, file, recipient, nowMs }: Making): Promise<void> {
  await inWorkFolder(folder, WORK_PREFIX, async (work) => {
    const manifest = await collect(config, work, nowMs);
    // What is encrypted for somebody else can be read back by nobody here.
    const look = async (unfinished: string) => void (recipient === undefined && (await readArchive(unfinished, {})));
    await writeArchive(file, { folder: work, manifest, recipient, look });
  });
  const { size: bytes } = statSync(file);
  const last: LastBackup = { file, madeAtMs: nowMs, bytes, isEncrypted: recipient !== undefined };
  mkdirSync(join(config.dataDir, "backups"), { recursive: true, mode: 0o700 });
  replaceFile(lastBackupFile(config.dataDir), `${JSON.stringify(last)}\n`);
}

async function prove(file: string, { identity, ...others }: Options, { environment }: Outside): Promise<string> {
  if (Object.keys(others).length > 0) throw new Misused("--check takes no option but --identity");
  const keys = keysFrom(identity, environment);
  return inWorkFolder(tmpdir(), WORK_PREFIX, async (folder) => {
    const manifest = await readArchive(file, { folder, keys });
    return `${file} is whole. ${await proveDatabase(folder, manifest)}`;
  });
}

async function proveDatabase(folder: string, manifest: Manifest): Promise<string> {
  const made = `It was made at ${new Date(manifest.madeAtMs).toISOString()} by version ${manifest.program}`;
  const database = join(folder, databaseFileOf(manifest));
  if (manifest.engine === "postgres") {
    await listDump(database);
    return `${made}. pg_restore can read it; its books are added up only by restoring it to a server.`;
  }
  const { rows, schemaVersion } = await examineCopy(database);
  const differing = Object.keys(rows).find((table) => rows[table] !== manifest.rows[table]);
  if (differing !== undefined) throw new CannotDo(`${differing} has not as many rows as it had.`);
  return `${made}; the database is undamaged (schema ${schemaVersion}), and its books add up to zero.`;
}

/** Of the file that was named, or the hub's own where it has one. */
export function keysFrom(identity: string | undefined, environment: Outside["environment"]): readonly string[] {
  const named = identity === undefined ? environment : { AGE_IDENTITY_FILE: identity };
  return findIdentity(named, dataDirOf(environment))?.keys ?? [];
}
