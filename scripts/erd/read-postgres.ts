import { sql } from "kysely";
import type { Db } from "../../app/db/database.ts";
import { type Column, type ForeignKey, type Index, type Table, typeNamed } from "./table.ts";

/** Describes every table of the current schema of a Postgres database. */
export async function readPostgres(db: Db): Promise<Table[]> {
  const { rows } = await sql<{ name: string; oid: string }>`
    SELECT relname AS name, oid::text AS oid FROM pg_class
    WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace ORDER BY oid`.execute(db);
  return Promise.all(rows.map(({ name, oid }) => readTable(db, name, oid)));
}

type Constraint = {
  type: string;
  definition: string;
  columns: string[];
  table: string | null;
  references: string[] | null;
};

async function readTable(db: Db, name: string, oid: string): Promise<Table> {
  const constraints = await readConstraints(db, oid);
  const of = (type: string) => constraints.filter((constraint) => constraint.type === type);
  return {
    name,
    columns: await readColumns(db, oid),
    primaryKey: of("p").flatMap((constraint) => constraint.columns),
    uniques: of("u").map((constraint) => constraint.columns),
    foreignKeys: of("f")
      .map(foreignKeyOf)
      .toSorted((a, b) => a.column.localeCompare(b.column)),
    checks: of("c").map((constraint) => constraint.definition),
    indexes: await readIndexes(db, oid),
    isAppendOnly: await isAppendOnly(db, oid, name),
  };
}

async function readColumns(db: Db, oid: string): Promise<Column[]> {
  const { rows } = await sql<{ name: string; type: string; notNull: boolean }>`
    SELECT attname AS name, format_type(atttypid, atttypmod) AS type, attnotnull AS "notNull" FROM pg_attribute
    WHERE attrelid = ${oid}::oid AND attnum > 0 AND NOT attisdropped ORDER BY attnum`.execute(db);
  return rows.map((row) => ({ name: row.name, type: typeNamed("postgres", row.type), isNullable: !row.notNull }));
}

async function readConstraints(db: Db, oid: string): Promise<Constraint[]> {
  const { rows } = await sql<Constraint>`
    SELECT contype::text AS type, pg_get_constraintdef(oid) AS definition, confrelid::regclass::text AS "table",
      ${namesOf("conrelid", "conkey")} AS columns, ${namesOf("confrelid", "confkey")} AS "references"
    FROM pg_constraint AS made WHERE conrelid = ${oid}::oid ORDER BY conname`.execute(db);
  return rows;
}

/** The names of the columns whose numbers a constraint or index holds, in its order. */
function namesOf(table: string, numbers: string) {
  return sql`(SELECT array_agg(attname::text ORDER BY place) FROM unnest(${sql.ref(numbers)}) WITH ORDINALITY AS n (number, place)
    JOIN pg_attribute ON attrelid = ${sql.ref(table)} AND attnum = n.number)`;
}

function foreignKeyOf({ columns, table, references }: Constraint): ForeignKey {
  return { column: columns.join(), table: table ?? "", references: references?.join() ?? "" };
}

/** Only indexes made for their own sake; those behind keys are known from the keys. */
async function readIndexes(db: Db, oid: string): Promise<Index[]> {
  const { rows } = await sql<Index & { condition: string | null }>`
    SELECT relname AS name, indisunique AS "isUnique", pg_get_expr(indpred, indrelid) AS condition,
      ${namesOf("indrelid", "indkey")} AS columns
    FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
    WHERE indrelid = ${oid}::oid AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid)
    ORDER BY relname`.execute(db);
  return rows.map(({ condition, ...index }) => ({ ...index, ...(condition !== null && { where: condition }) }));
}

async function isAppendOnly(db: Db, oid: string, table: string): Promise<boolean> {
  const { rows } = await sql`
    SELECT 1 FROM pg_trigger WHERE tgrelid = ${oid}::oid AND tgname = ${`${table}_append_only`}`.execute(db);
  return rows.length === 1;
}
