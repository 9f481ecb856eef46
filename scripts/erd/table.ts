/** A table as the live database describes it, in words that both engines share. */
export interface Table {
  name: string;
  columns: Column[];
  primaryKey: string[];
  /** Column lists that are unique besides the primary key, without conditions. */
  uniques: string[][];
  foreignKeys: ForeignKey[];
  /** As written in the migration on SQLite; Postgres words them differently. */
  checks: string[];
  indexes: Index[];
  /** The database itself refuses to change or delete rows. */
  isAppendOnly: boolean;
}

export interface Column {
  name: string;
  type: ColumnType;
  isNullable: boolean;
}

export type ColumnType = "integer" | "text" | "bytes";

export interface ForeignKey {
  column: string;
  table: string;
  references: string;
}

export interface Index {
  name: string;
  columns: string[];
  isUnique: boolean;
  /** Only rows for which this holds are in the index. */
  where?: string;
}

/** How each engine calls the types that the hub uses. */
export const typeNames: Record<ColumnType, { sqlite: string; postgres: string }> = {
  integer: { sqlite: "INTEGER", postgres: "BIGINT" },
  text: { sqlite: "TEXT", postgres: "TEXT" },
  bytes: { sqlite: "BLOB", postgres: "BYTEA" },
};

/** Throws for a type that the migrations should not have used, because the engines differ in it. */
export function typeNamed(engine: "sqlite" | "postgres", name: string): ColumnType {
  for (const type of ["integer", "text", "bytes"] as const) {
    if (typeNames[type][engine] === name.toUpperCase()) return type;
  }
  throw new Error(`${name} is none of the column types that mean the same on both engines`);
}
