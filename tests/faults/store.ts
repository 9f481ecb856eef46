import { randomBytes } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { Db } from "../../app/db/database.ts";
import { migrate } from "../../app/db/migrate.ts";
import { openPostgres } from "../../app/db/postgres.ts";
import { openSqlite } from "../../app/db/sqlite.ts";
import { unixMs } from "../../app/domain/time.ts";

/** A database that stays while those who use it come and go. */
export type Store = {
  folder: string;
  open(): Promise<Db>;
  /** Closes what a process that was killed had open; what it had not committed is undone. */
  cut(db: Db): Promise<void>;
  close(): Promise<void>;
};

export async function openStore(): Promise<Store> {
  const folder = mkdtempSync(join(tmpdir(), "satoshop-faults-"));
  const url = process.env["DATABASE_URL"];
  const store = url === undefined ? sqliteIn(folder) : await postgresAt(url, folder);
  const db = await store.open();
  await migrate(db, unixMs(0n), undefined);
  await db.destroy();
  return store;
}

function sqliteIn(folder: string): Store {
  return {
    folder,
    open: async () => openSqlite(join(folder, "hub.sqlite")),
    cut: (db) => db.destroy(),
    close: async () => undefined,
  };
}

/** Whoever was cut off while it connected comes in afterwards: such are looked for so often. */
const LOOK_EVERY_MS = 100;

/** A schema of its own; whoever is cut is put out by the server. */
async function postgresAt(url: string, folder: string): Promise<Store> {
  const schema = `t_${randomBytes(6).toString("hex")}`;
  const server = new pg.Client(url);
  await server.connect();
  await server.query(`CREATE SCHEMA ${schema}`);
  let opened = 0;
  const names = new WeakMap<Db, string>();
  const gone: string[] = [];
  let putting: Promise<unknown> = Promise.resolve();
  // Asked again until nobody is left: the server's own way of waiting looks only ten times a second.
  const putOutNow = async () => {
    const theirs = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = ANY($1)";
    while ((await server.query(theirs, [gone])).rowCount !== 0);
  };
  const putOut = () => (putting = putting.then(putOutNow));
  const looking = setInterval(() => void putOut(), LOOK_EVERY_MS);
  return {
    folder,
    open: async () => {
      const name = `${schema}_${(opened += 1)}`;
      const own = new URL(url);
      own.searchParams.set("options", `-c search_path=${schema}`);
      own.searchParams.set("application_name", name);
      const db = await openPostgres(own.href);
      names.set(db, name);
      return db;
    },
    cut: async (db) => {
      // Waits for borrowed connections, which nobody gives back any more.
      void db.destroy().catch(() => undefined);
      gone.push(names.get(db) ?? "");
      await putOut();
    },
    close: async () => {
      clearInterval(looking);
      await putting;
      await server.query(`DROP SCHEMA ${schema} CASCADE`);
      await server.end();
    },
  };
}
