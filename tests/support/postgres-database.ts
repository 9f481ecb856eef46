import { createHash, randomBytes } from "node:crypto";
import pg from "pg";
import type { Db } from "../../app/db/database.ts";
import { migrate } from "../../app/db/migrate.ts";
import { ddlFor } from "../../app/db/migrations/ddl.ts";
import { migrations } from "../../app/db/migrations/index.ts";
import { openPostgres } from "../../app/db/postgres.ts";
import { unixMs } from "../../app/domain/time.ts";
import { emptyAsMigrated, keepWhatIsMigrated } from "./empty-database.ts";

/** Template of every test's database: named by what the migrations do, and shared by all processes of a run. */
const template = `satoshop_template_${digest(migrations.map(({ name, up }) => [name, up(ddlFor("postgres"))]))}`;

/**
 * A database that an earlier test of this process has closed, emptied; else a copy of the template; else, on a
 * server where we may do neither, a schema that is migrated for the occasion.
 */
export async function openMigratedOnPostgres(url: string): Promise<Db> {
  if (!(await mayDoAnything(url))) return openMigratedSchema(url);
  const name = (await takeClosed(url)) ?? (await copyTemplate(url));
  const db = await openPostgres(named(url, name));
  const destroy = db.destroy.bind(db);
  db.destroy = async () => {
    await destroy();
    closed.add(name);
  };
  return db;
}

/** One that no migration has seen. */
export async function openEmptyOnPostgres(url: string): Promise<Db> {
  const name = newName();
  await server(url).query(`CREATE SCHEMA ${name}`);
  const own = new URL(url);
  own.searchParams.set("options", `-c search_path=${name}`);
  return openPostgres(own.href);
}

async function openMigratedSchema(url: string): Promise<Db> {
  const db = await openEmptyOnPostgres(url);
  await migrate(db, unixMs(0n), undefined);
  return db;
}

let connections: pg.Pool | undefined;

/** Never keeps a process alive that has nothing else to do. */
function server(url: string): pg.Pool {
  return (connections ??= new pg.Pool({ connectionString: url, max: 2, allowExitOnIdle: true }));
}

let allowed: Promise<boolean> | undefined;

/** Rows of facts are deleted only by whom triggers don't bind. */
function mayDoAnything(url: string): Promise<boolean> {
  return (allowed ??= server(url)
    .query<{ may: boolean }>("SELECT rolsuper AS may FROM pg_roles WHERE rolname = current_user")
    .then(({ rows }) => rows[0]?.may === true));
}

const closed = new Set<string>();

/** The test may have had a second handle, or its server still be ending the connections: then it is not ready yet. */
async function takeClosed(url: string): Promise<string | undefined> {
  for (const name of closed) {
    closed.delete(name);
    if (await isInUse(url, name)) closed.add(name);
    else if (await emptyAsMigrated(named(url, name))) return name;
  }
  return undefined;
}

async function isInUse(url: string, name: string): Promise<boolean> {
  const { rowCount } = await server(url).query("SELECT 1 FROM pg_stat_activity WHERE datname = $1 LIMIT 1", [name]);
  return rowCount !== 0;
}

async function copyTemplate(url: string): Promise<string> {
  await (migrated ??= makeTemplate(url));
  const name = newName();
  await server(url).query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  return name;
}

let migrated: Promise<void> | undefined;

/** Migrated under another name first, so that nobody copies what is half done. */
async function makeTemplate(url: string): Promise<void> {
  const client = await server(url).connect();
  try {
    await client.query("SELECT pg_advisory_lock(hashtextextended($1, 0))", [template]);
    const { rowCount } = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [template]);
    if (rowCount === 0) await migrateAs(client, url);
    await client.query("SELECT pg_advisory_unlock(hashtextextended($1, 0))", [template]);
  } finally {
    client.release();
  }
}

async function migrateAs(client: pg.PoolClient, url: string): Promise<void> {
  const making = `${template}_making`;
  await client.query(`DROP DATABASE IF EXISTS ${making} WITH (FORCE)`);
  await client.query(`CREATE DATABASE ${making}`);
  const db = await openPostgres(named(url, making));
  await migrate(db, unixMs(0n), undefined);
  await db.destroy();
  await keepWhatIsMigrated(named(url, making));
  await client.query(`ALTER DATABASE ${making} RENAME TO ${template}`);
}

const newName = () => `t_${randomBytes(6).toString("hex")}`;

function named(url: string, database: string): string {
  const own = new URL(url);
  own.pathname = database;
  return own.href;
}

function digest(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex").slice(0, 16);
}
