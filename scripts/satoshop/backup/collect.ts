import { createHash } from "node:crypto";
import { copyFileSync, createReadStream, existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { sql } from "kysely";
import type { Config } from "../../../app/config.ts";
import { versionOf } from "../../../app/db/migrate.ts";
import program from "../../../package.json" with { type: "json" };
import { withHubDatabase } from "../open-hub-database.ts";
import { examineCopy } from "./examine-copy.ts";
import type { Examined } from "./examine-copy.ts";
import { databaseFileOf } from "./manifest.ts";
import type { KeptFile, Manifest } from "./manifest.ts";
import { dumpPostgres, listDump } from "./postgres-programs.ts";

/**
 * What of the data folder a hub cannot make anew, besides its database: the key under which e-cash, order links and
 * PINs are kept, and the encrypted settings. Not `age.key`, which opens those: whoever found both in one place would
 * need nothing else. Not the macaroons: they move money, and LND gives new ones.
 */
const BESIDE = ["secret.key", ".env.age"] as const;

/** Puts a consistent copy of everything into a folder, examines it, and answers with what is there. */
export async function collect(config: Config, folder: string, nowMs: number): Promise<Manifest> {
  const engine = config.databaseUrl === undefined ? "sqlite" : "postgres";
  const database = databaseFileOf({ engine });
  const examined = await copyDatabase(config, join(folder, database));
  const beside = BESIDE.filter((name) => existsSync(join(config.dataDir, name)));
  for (const name of beside) copyFileSync(join(config.dataDir, name), join(folder, name));
  const files: KeptFile[] = [];
  for (const name of [database, ...beside]) files.push(await keptFile(folder, name));
  return { format: 1, program: program.version, madeAtMs: nowMs, engine, ...examined, files };
}

async function copyDatabase(config: Config, file: string): Promise<Examined> {
  const { databaseUrl } = config;
  if (databaseUrl === undefined) {
    await withHubDatabase(config, (db) => sql`VACUUM INTO ${file}`.execute(db));
    return examineCopy(file);
  }
  const schemaVersion = await withHubDatabase(config, versionOf);
  await dumpPostgres(databaseUrl, file);
  await listDump(file);
  return { schemaVersion, rows: {} };
}

async function keptFile(folder: string, name: KeptFile["name"]): Promise<KeptFile> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(join(folder, name))) hash.update(chunk);
  return { name, bytes: statSync(join(folder, name)).size, sha256: hash.digest("hex") };
}
