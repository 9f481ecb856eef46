import { sql } from "kysely";
import * as assert from "uvu/assert";
import type { Db } from "../../app/db/database.ts";
import { transact } from "../../app/db/transact.ts";
import { openTestDatabase } from "../support/database.ts";
import { rejects, suite } from "../support/suite.ts";

const test = suite("db/nested-use");
const db = await openTestDatabase();
test.after(() => db.destroy());

const uses: Record<string, (outer: Db) => Promise<unknown>> = {
  "a query": (outer) => outer.selectFrom("setting").selectAll().execute(),
  "a raw statement": (outer) => sql`SELECT 1`.execute(outer),
  "a transaction": (outer) => transact(outer, async () => undefined),
  "a bare transaction": (outer) => outer.transaction().execute(async () => undefined),
  "a connection": (outer) => outer.connection().execute(async () => undefined),
};

for (const [what, use] of Object.entries(uses)) {
  test(`${what} on the outer handle inside a transaction throws instead of hanging`, async () => {
    const failed = transact(db, async (tx) => {
      await tx.insertInto("setting").values({ name: what, value: "", updated_at_ms: 1n }).execute();
      await use(db);
    });
    await rejects(failed, /used inside a transaction/);
    const row = await db.selectFrom("setting").selectAll().where("name", "=", what).executeTakeFirst();
    assert.is(row, undefined, "the transaction was rolled back and the handle works again");
  });
}

test("others wait for a running transaction, in the order they came, and are not mistaken for a nested use", async () => {
  const order: string[] = [];
  const started = Promise.withResolvers<void>();
  const running = transact(db, async (tx) => {
    started.resolve();
    await sql`SELECT 1`.execute(tx);
    order.push("inside");
  });
  await started.promise;
  await Promise.all(["a", "b", "c"].map((name) => sql`SELECT 1`.execute(db).then(() => order.push(name))));
  await running;
  assert.equal(
    db.engine === "sqlite" ? order : order.toSorted(),
    db.engine === "sqlite" ? ["inside", "a", "b", "c"] : ["a", "b", "c", "inside"],
  );
});

test("work that outlives the transaction it was started in may use the outer handle afterwards", async () => {
  const over = Promise.withResolvers<void>();
  const outliving = await transact(db, async () => ({ work: over.promise.then(() => sql`SELECT 1`.execute(db)) }));
  over.resolve();
  assert.is((await outliving.work).rows.length, 1);
});
