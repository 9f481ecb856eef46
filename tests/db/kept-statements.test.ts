import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import * as assert from "uvu/assert";
import { openSqlite } from "../../app/db/sqlite.ts";
import { suite } from "../support/suite.ts";

const test = suite("db/sqlite: kept statements");

test("more different questions than are kept prepared are answered all the same, and again", async () => {
  const db = openSqlite(join(mkdtempSync(join(tmpdir(), "satoshop-statements-")), "hub.sqlite"));
  const ask = async (number: number) => {
    const { rows } = await sql<{ number: bigint }>`SELECT ${sql.lit(number)} AS number`.execute(db);
    return rows[0]?.number;
  };
  const numbers = Array.from({ length: 600 }, (_, index) => index);
  for (const number of [...numbers, ...numbers]) assert.is(await ask(number), BigInt(number));
  await db.destroy();
});
