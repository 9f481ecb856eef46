/** Which database is spoken to; the same migrations, actions and tests serve both. */
export type Engine = "sqlite" | "postgres";

/** The few words in which the two engines' table definitions differ. */
export type Ddl = {
  engine: Engine;
  /** Exact 64-bit integer. */
  int: string;
  bytes: string;
  /** Ends a table definition: SQLite checks types only in STRICT tables. */
  strict: string;
  /** Statements that make the database itself refuse to change or delete a row. */
  appendOnly: (table: string) => string[];
};

export type Migration = { name: string; up(ddl: Ddl): string[] };

const sqlite: Ddl = {
  engine: "sqlite",
  int: "INTEGER",
  bytes: "BLOB",
  strict: "STRICT",
  // INSERT OR REPLACE deletes the old row; with recursive_triggers=ON the delete trigger stops it too.
  appendOnly: (table) =>
    ["UPDATE", "DELETE"].map(
      (verb) => `CREATE TRIGGER ${table}_no_${verb.toLowerCase()} BEFORE ${verb} ON ${table}
        BEGIN SELECT RAISE(ABORT, '${table} rows are facts: they are never changed or deleted'); END`,
    ),
};

const postgres: Ddl = {
  engine: "postgres",
  int: "BIGINT",
  bytes: "BYTEA",
  strict: "",
  appendOnly: (table) => [
    `CREATE FUNCTION ${table}_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN RAISE EXCEPTION '${table} rows are facts: they are never changed or deleted'; END $$`,
    `CREATE TRIGGER ${table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ${table}
      FOR EACH STATEMENT EXECUTE FUNCTION ${table}_is_append_only()`,
  ],
};

export function ddlFor(engine: Engine): Ddl {
  return engine === "sqlite" ? sqlite : postgres;
}
