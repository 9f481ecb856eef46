import { sql } from "kysely";
import { migrations } from "../../../app/db/migrations/index.ts";
import { versionOf } from "../../../app/db/migrate.ts";
import type { Db } from "../../../app/db/database.ts";
import { tableNames } from "../../../app/db/table-names.ts";

/** The schema's version and how many rows each table has: enough to see what kind of hub it is, and nothing else. */
export async function rowsText(db: Db): Promise<string> {
  const head = `engine: ${db.engine}\nschema: version ${await versionOf(db)} of ${migrations.length}\n`;
  const counts = [];
  for (const name of await tableNames(db)) {
    const { rows } = await sql<{ count: bigint }>`SELECT count(*) AS count FROM ${sql.table(name)}`.execute(db);
    counts.push(`${name}: ${rows[0]?.count ?? 0n}\n`);
  }
  return `${head}\n${counts.join("")}`;
}
