import { sql } from "kysely";
import * as assert from "uvu/assert";
import { MAX_PRICE_MINOR } from "../../app/domain/price.ts";
import { openTestDatabase } from "../support/database.ts";
import { rejects, suite } from "../support/suite.ts";
import { STALL, writeOrder } from "./order-row.ts";

const test = suite("db/checks");
const db = await openTestDatabase();
await writeOrder(db);
await db
  .insertInto("product")
  .values({
    id: "prd_1",
    stall_id: STALL,
    title: "",
    text: "",
    search: "",
    kind: "digital",
    category: "",
    currency: "SAT",
    price_minor: 1n,
    state: "listed",
    version: 1n,
    created_at_ms: 1n,
    updated_at_ms: 1n,
  })
  .execute();
await db
  .insertInto("variant")
  .values({ id: "var_1", product_id: "prd_1", title: "", position: 0n, price_minor: null })
  .execute();
await db.insertInto("stock").values({ variant_id: "var_1", on_hand: 2n, reserved: 1n }).execute();
test.after(() => db.destroy());

const paid = (amount: bigint, refundable: bigint) => sql`INSERT INTO payment VALUES
  ('pay_x', 'ord_1', 'chg_ord_1', 'lightning', 'x', ${amount}, ${refundable}, 'order', '', 1, 1)`;
const line = (quantity: bigint, unit: bigint, total: bigint) => sql`INSERT INTO order_line
  (id, order_id, position, product_id, variant_id, title, variant_title, kind, quantity, currency, unit_minor, unit_msat, line_msat)
  VALUES ('lin_x', 'ord_1', 0, 'prd_1', 'var_1', '', '', 'digital', ${quantity}, 'SAT', 1, ${unit}, ${total})`;

const refused = {
  "an order without a total": sql`UPDATE orders SET total_msat = 0`,
  "an order in an unknown state": sql`UPDATE orders SET state = 'lost'`,
  "an order whose key is not a digest": sql`UPDATE orders SET key_hash = 'secret'`,
  "a charge of nothing": sql`UPDATE charge SET amount_msat = 0`,
  "a payment of nothing": paid(0n, 0n),
  "a payment with a negative refund": paid(5n, -1n),
  "a payment that owes back more than it brought": paid(5n, 6n),
  "a line that is not its price times its quantity": line(3n, 1_000n, 2_999n),
  "a line of nothing": line(0n, 1_000n, 0n),
  "a contact that is no line any more": sql`UPDATE stall SET contact = ${"x".repeat(201)}`,
  "a price of nothing": sql`UPDATE product SET price_minor = 0`,
  "a price beyond the largest": sql`UPDATE product SET price_minor = ${MAX_PRICE_MINOR + 1n}`,
  "a variant's price of nothing": sql`UPDATE variant SET price_minor = 0`,
  "stock below zero": sql`UPDATE stock SET on_hand = -1, reserved = -1`,
  "more reserved than is there": sql`UPDATE stock SET reserved = 3`,
  "a reservation of nothing": sql`INSERT INTO reservation VALUES ('ord_1', 'var_1', 0, 'held')`,
  "a rate of nothing": sql`INSERT INTO rate VALUES ('rate_1', 'KRW', 0, 'test', 1)`,
  "a seller without a stall": sql`INSERT INTO person VALUES ('per_1', 'seller', NULL, '', '', 'active', 0, 1, 1)`,
  "an owner with a stall": sql`INSERT INTO person VALUES ('per_1', 'owner', ${STALL}, '', '', 'active', 0, 1, 1)`,
  "a running job without a lease": sql`INSERT INTO job
    (id, kind, payload, state, run_at_ms, attempts, max_attempts, fencing, created_at_ms, updated_at_ms)
    VALUES ('job_1', 'k', '{}', 'running', 1, 0, 1, 0, 1, 1)`,
};

for (const [what, statement] of Object.entries(refused)) {
  test(`the database itself refuses ${what}`, async () => {
    await rejects(statement.execute(db), /check/i);
  });
}

test("the same payment reported twice is one row", async () => {
  const twice = sql`INSERT INTO payment VALUES
    ('pay_1', 'ord_1', 'chg_ord_1', 'lightning', 'hash', 5, 0, 'order', '', 1, 1),
    ('pay_2', 'ord_1', 'chg_ord_1', 'lightning', 'hash', 5, 0, 'order', '', 1, 1)`;
  await rejects(twice.execute(db), /unique/i);
  assert.equal(await db.selectFrom("payment").selectAll().execute(), []);
});

test("money for an order that does not exist is refused", async () => {
  await rejects(
    sql`INSERT INTO payment VALUES ('pay_1', 'ord_none', 'chg_ord_1', 'lightning', 'hash', 5, 0, 'order', '', 1, 1)`.execute(
      db,
    ),
    /foreign key/i,
  );
});
