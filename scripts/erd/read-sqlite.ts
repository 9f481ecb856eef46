import { sql } from "kysely";
import type { Db } from "../../app/db/database.ts";
import { readChecks } from "./read-checks.ts";
import { type Column, type ForeignKey, type Index, type Table, typeNamed } from "./table.ts";

/** Describes every table of a SQLite database, in the order in which they were made. */
export async function readSqlite(db: Db): Promise<Table[]> {
  const { rows } = await sql<{ name: string; sql: string }>`
    SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY rowid`.execute(db);
  return Promise.all(rows.map((row) => readTable(db, row.name, row.sql)));
}

async function readTable(db: Db, name: string, definition: string): Promise<Table> {
  const indexes = await readIndexes(db, name);
  return {
    name,
    ...(await readColumns(db, name)),
    uniques: indexes.filter((index) => index.origin === "u").map((index) => index.columns),
    foreignKeys: await readForeignKeys(db, name),
    checks: readChecks(definition),
    indexes: indexes.filter((index) => index.origin === "c").map(({ origin: _origin, ...index }) => index),
    isAppendOnly: await isAppendOnly(db, name),
  };
}

async function readColumns(db: Db, table: string): Promise<{ columns: Column[]; primaryKey: string[] }> {
  const { rows } = await sql<{ name: string; type: string; notnull: bigint; pk: bigint }>`
    SELECT name, type, "notnull", pk FROM pragma_table_info(${table}) ORDER BY cid`.execute(db);
  const columns = rows.map((row) => ({
    name: row.name,
    type: typeNamed("sqlite", row.type),
    // STRICT tables keep NULL out of their primary keys without being told.
    isNullable: row.notnull === 0n && row.pk === 0n,
  }));
  const keys = rows.filter((row) => row.pk > 0n).toSorted((a, b) => Number(a.pk - b.pk));
  return { columns, primaryKey: keys.map((row) => row.name) };
}

async function readForeignKeys(db: Db, table: string): Promise<ForeignKey[]> {
  const { rows } = await sql<ForeignKey>`
    SELECT "from" AS "column", "table", "to" AS "references" FROM pragma_foreign_key_list(${table})`.execute(db);
  return rows.toSorted((a, b) => a.column.localeCompare(b.column));
}

async function readIndexes(db: Db, table: string): Promise<(Index & { origin: string })[]> {
  const { rows } = await sql<{ name: string; unique: bigint; origin: string; sql: string | null }>`
    SELECT list.name, list."unique", list.origin, made.sql
    FROM pragma_index_list(${table}) AS list LEFT JOIN sqlite_schema AS made ON made.name = list.name
    ORDER BY list.name`.execute(db);
  return Promise.all(
    rows.map(async ({ name, unique, origin, sql: definition }) => {
      const where = /\bWHERE\s+(.+)$/s.exec(definition ?? "")?.[1];
      const columns = await readIndexColumns(db, name);
      return { name, columns, isUnique: unique === 1n, origin, ...(where !== undefined && { where }) };
    }),
  );
}

async function readIndexColumns(db: Db, index: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`SELECT name FROM pragma_index_info(${index}) ORDER BY seqno`.execute(db);
  return rows.map((row) => row.name);
}

async function isAppendOnly(db: Db, table: string): Promise<boolean> {
  const { rows } = await sql`
    SELECT 1 FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = ${table}
    AND name IN (${`${table}_no_update`}, ${`${table}_no_delete`})`.execute(db);
  return rows.length === 2;
}
