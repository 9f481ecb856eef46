import { sql } from "kysely";
import * as assert from "uvu/assert";
import { MAX_MSAT } from "../../app/domain/money.ts";
import { openTestDatabase } from "../support/database.ts";
import { rejects, suite } from "../support/suite.ts";

const test = suite("db/integers");
const db = await openTestDatabase();
test.after(() => db.destroy());

const exact = [0n, -1n, 2n ** 53n + 1n, -(2n ** 53n) - 1n, MAX_MSAT, 2n ** 63n - 1n, -(2n ** 63n)];

for (const position of exact) {
  test(`${position} comes back exactly as it was written`, async () => {
    const name = `n${position}`;
    await db.insertInto("cursor").values({ name, position }).execute();
    const row = await db.selectFrom("cursor").select("position").where("name", "=", name).executeTakeFirst();
    assert.is(row?.position, position);
  });
}

test("counts and sums are exact integers too", async () => {
  await db
    .insertInto("cursor")
    .values([
      { name: "sum-a", position: 2n ** 60n },
      { name: "sum-b", position: 1n },
    ])
    .execute();
  const row = await db
    .selectFrom("cursor")
    .select((eb) => [eb.fn.countAll<bigint>().as("rows"), eb.fn.sum<bigint>("position").as("total")])
    .where("name", "like", "sum-%")
    .executeTakeFirst();
  assert.equal(row, { rows: 2n, total: 2n ** 60n + 1n });
});

test("a number that is not an integer is refused", async () => {
  await rejects(sql`INSERT INTO cursor VALUES ('half', ${0.5})`.execute(db));
  assert.is(await db.selectFrom("cursor").selectAll().where("name", "=", "half").executeTakeFirst(), undefined);
});

test("text is kept to the last character", async () => {
  const value = "한글 ✓ \u{1F600} \n\t'\"\\";
  await db.insertInto("setting").values({ name: "text", value, updated_at_ms: 1n }).execute();
  const row = await db.selectFrom("setting").select("value").where("name", "=", "text").executeTakeFirst();
  assert.is(row?.value, value);
});
