import BetterSqlite3 from "better-sqlite3";
import { CompiledQuery, SqliteIntrospector, SqliteQueryCompiler } from "kysely";
import type { Dialect, SqliteDatabase, SqliteStatement } from "kysely";
import { Db } from "./database.ts";
import { GuardedDriver } from "./guarded-driver.ts";
import { OneConnectionDriver, OwnTurnsAdapter } from "./one-connection-driver.ts";

/** What keeps money safe on SQLite, with the value each pragma must report afterwards. */
const safety: readonly (readonly [pragma: string, set: string, reads: bigint | string])[] = [
  // A power cut may lose the last commits at NORMAL, and the build's default turns to NORMAL for a file already in WAL.
  ["journal_mode", "WAL", "wal"],
  ["synchronous", "FULL", 2n],
  ["foreign_keys", "ON", 1n],
  // Lets the delete trigger of append-only tables stop INSERT OR REPLACE as well.
  ["recursive_triggers", "ON", 1n],
  ["trusted_schema", "OFF", 0n],
  ["temp_store", "MEMORY", 2n],
  // In kB: half of the default, on a board where the system's own cache keeps the file anyway.
  ["cache_size", "-8000", -8000n],
  // In pages of 4 kB. A running hub has a thread that copies long before; this is for when there is none.
  ["wal_autocheckpoint", "16000", 16_000n],
  // Comes last: up to here another process is waited for with the process standing still, afterwards without.
  ["busy_timeout", "0", 0n],
];

const BUSY_TIMEOUT_MS = 5_000;

/** Opens (and creates) the database file; throws when a setting that keeps money safe does not hold. */
export function openSqlite(file: string): Db {
  const database = new BetterSqlite3(file, { timeout: BUSY_TIMEOUT_MS });
  // Without it integers beyond 2^53 are rounded silently.
  database.defaultSafeIntegers(true);
  for (const [pragma, value] of safety) database.pragma(`${pragma} = ${value}`);
  assertSafe(database);
  return new Db("sqlite", dialect(database), (keep) => {
    // Not a statement to be kept: SQLite changes the setting while it compiles this text, not while it runs it.
    database.pragma(`synchronous = ${keep === "on-disk" ? "FULL" : "NORMAL"}`);
  });
}

function assertSafe(database: BetterSqlite3.Database): void {
  for (const [pragma, , expected] of safety) {
    const actual: unknown = database.pragma(pragma, { simple: true });
    if (actual !== expected) throw new Error(`SQLite reports ${pragma}=${String(actual)}, but money needs ${expected}`);
  }
}

function dialect(database: BetterSqlite3.Database): Dialect {
  return {
    createAdapter: () => new OwnTurnsAdapter(),
    createDriver: () =>
      // A deferred transaction that reads and then writes can fail at once when another process writes in between.
      new GuardedDriver(new OneConnectionDriver({ database: cachingStatements(database) }), async (connection) => {
        await connection.executeQuery(CompiledQuery.raw("begin immediate"));
      }),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}

const CACHED_STATEMENTS = 500;

/** Kysely prepares every query anew, which costs more than running it; a prepared statement is kept instead. */
function cachingStatements(database: BetterSqlite3.Database): SqliteDatabase {
  const statements = new Map<string, SqliteStatement>();
  return {
    close: () => {
      database.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
      database.pragma("optimize");
      database.close();
    },
    prepare: (sql) => {
      const cached = statements.get(sql);
      if (cached !== undefined) return cached;
      const statement: SqliteStatement = database.prepare(sql);
      if (statements.size >= CACHED_STATEMENTS) statements.clear();
      statements.set(sql, statement);
      return statement;
    },
  };
}
