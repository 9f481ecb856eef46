import { sql } from "kysely";
import { openSqlite } from "../../app/db/sqlite.ts";

const db = openSqlite(process.argv[2] ?? "");
const { rows } = await sql<{ synchronous: bigint; journal_mode: string }>`
  SELECT synchronous, journal_mode FROM pragma_synchronous, pragma_journal_mode`.execute(db);
process.stdout.write(`${rows[0]?.synchronous} ${rows[0]?.journal_mode}\n`);
await db.destroy();
