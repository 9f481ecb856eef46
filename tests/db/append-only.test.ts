import { sql } from "kysely";
import * as assert from "uvu/assert";
import { openTestDatabase } from "../support/database.ts";
import { rejects, suite } from "../support/suite.ts";
import { writeOrder } from "./order-row.ts";

const test = suite("db/append-only");
const db = await openTestDatabase();

await writeOrder(db);
await sql`INSERT INTO event VALUES ('evt_1', 'ord_1', 1, 'order.placed', 1, 1, '{}', NULL, NULL, NULL)`.execute(db);
await sql`INSERT INTO posting VALUES ('pst_1', 'j', 'asset:lightning', 'stl_1', 'ord_1', NULL, 5, 1, NULL)`.execute(db);
await db
  .insertInto("order_line")
  .values({
    id: "lin_1",
    order_id: "ord_1",
    position: 0n,
    product_id: "prd_1",
    variant_id: "var_1",
    title: "",
    variant_title: "",
    kind: "digital",
    quantity: 1n,
    currency: "SAT",
    unit_minor: 5n,
    rate_minor_per_btc: null,
    unit_msat: 5_000n,
    line_msat: 5_000n,
  })
  .execute();
await db
  .insertInto("payment")
  .values({
    id: "pay_1",
    order_id: "ord_1",
    charge_id: "chg_ord_1",
    rail: "lightning",
    reference: "hash",
    amount_msat: 5_000n,
    refundable_msat: 0n,
    use: "order",
    reason: "",
    settled_at_ms: 1n,
    recorded_at_ms: 1n,
  })
  .execute();

test.after(() => db.destroy());

const facts = { event: "evt_1", posting: "pst_1", order_line: "lin_1", payment: "pay_1" };

for (const [table, id] of Object.entries(facts)) {
  const name = sql.id(table);

  test(`a row of ${table} is never changed`, async () => {
    await rejects(sql`UPDATE ${name} SET id = 'other' WHERE id = ${id}`.execute(db), /rows are facts/);
    assert.equal(await idsIn(table), [id]);
  });

  test(`a row of ${table} is never deleted`, async () => {
    await rejects(sql`DELETE FROM ${name} WHERE id = ${id}`.execute(db), /rows are facts/);
    assert.equal(await idsIn(table), [id]);
  });

  if (db.engine === "sqlite") {
    test(`a row of ${table} is never replaced by an insert`, async () => {
      const before = await sql`SELECT * FROM ${name}`.execute(db);
      await rejects(sql`INSERT OR REPLACE INTO ${name} SELECT * FROM ${name}`.execute(db), /rows are facts/);
      assert.equal(await sql`SELECT * FROM ${name}`.execute(db), before);
    });
  } else {
    test(`the table ${table} is never emptied`, async () => {
      await rejects(sql`TRUNCATE ${name} CASCADE`.execute(db), /rows are facts/);
      assert.equal(await idsIn(table), [id]);
    });
  }

  test(`a row of ${table} is never changed by an insert that meets it`, async () => {
    const upsert = sql`INSERT INTO ${name} SELECT * FROM ${name} WHERE true ON CONFLICT (id) DO UPDATE SET id = 'other'`;
    await rejects(upsert.execute(db), /rows are facts/);
    assert.equal(await idsIn(table), [id]);
  });
}

test("an event cannot take the place of another in its stream", async () => {
  const verb = sql.raw(db.engine === "sqlite" ? "INSERT OR REPLACE" : "INSERT");
  const intruder = sql`${verb} INTO event VALUES ('evt_2', 'ord_1', 1, 'order.paid', 1, 1, '{}')`;
  await rejects(intruder.execute(db));
  assert.equal(await idsIn("event"), ["evt_1"]);
});

async function idsIn(table: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`SELECT id FROM ${sql.id(table)}`.execute(db);
  return rows.map((row) => row.id);
}
