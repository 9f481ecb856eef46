import * as assert from "uvu/assert";
import { outsideTransactions } from "../../app/db/outside.ts";
import { transact } from "../../app/db/transact.ts";
import { openTestDatabase } from "../support/database.ts";
import { rejects, suite } from "../support/suite.ts";

const test = suite("db/outside");
const db = await openTestDatabase();
test.after(() => db.destroy());

class Neighbour {
  readonly network = "regtest";
  readonly #alias = "neighbour";

  async alias(): Promise<string> {
    return this.#alias;
  }
}

test("the outside cannot be called inside a transaction, and nothing of it stays", async () => {
  const port = outsideTransactions(new Neighbour());
  const failed = transact(db, async (tx) => {
    await tx.insertInto("setting").values({ name: "alias", value: "", updated_at_ms: 1n }).execute();
    await port.alias();
  });
  await rejects(failed, /alias reaches outside the process/);
  assert.is(await db.selectFrom("setting").selectAll().executeTakeFirst(), undefined);
});

test("a way out that is one function is guarded, too", async () => {
  const fetch = outsideTransactions(async (address: string) => `asked ${address}`);
  assert.is(await fetch("https://example.org"), "asked https://example.org");
  await rejects(
    transact(db, async () => fetch("https://example.org")),
    /must not be called inside a transaction/,
  );
});

test("the outside can be called between transactions, with its own state", async () => {
  const port = outsideTransactions(new Neighbour());
  await transact(db, async () => undefined);
  assert.is(await port.alias(), "neighbour");
  assert.is(port.network, "regtest");
});

test("a call that merely waits for a transaction of somebody else goes through", async () => {
  const port = outsideTransactions(new Neighbour());
  const started = Promise.withResolvers<void>();
  const end = Promise.withResolvers<void>();
  const running = transact(db, async () => {
    started.resolve();
    await end.promise;
  });
  await started.promise;
  assert.is(await port.alias(), "neighbour");
  end.resolve();
  await running;
});
