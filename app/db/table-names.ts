import { sql } from "kysely";
import type { Db } from "./database.ts";

/** The tables of the hub's own schema: on PostgreSQL others may stand beside it in the same database. */
export async function tableNames(db: Db): Promise<string[]> {
  const tables = await db.introspection.getTables();
  if (db.engine === "sqlite") return tables.map(({ name }) => name);
  const { rows } = await sql<{ own: string }>`SELECT current_schema() AS own`.execute(db);
  return tables.filter(({ schema }) => schema === rows[0]?.own).map(({ name }) => name);
}
