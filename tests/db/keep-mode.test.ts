import * as assert from "uvu/assert";
import { keepMode } from "../../app/db/keep-mode.ts";
import { unixMs } from "../../app/domain/time.ts";
import { openTestDatabase } from "../support/database.ts";
import { rejects, suite } from "../support/suite.ts";

const test = suite("db/keep-mode");

test("a database stays in the mode of its first start", async () => {
  const db = await openTestDatabase();
  assert.is(await keepMode(db, "sandbox", unixMs(1n)), "sandbox");
  assert.is(await keepMode(db, "mainnet", unixMs(2n)), "sandbox");
  assert.is(await keepMode(db, "sandbox", unixMs(3n)), "sandbox");
});

test("the mode of a database cannot be changed afterwards", async () => {
  const db = await openTestDatabase();
  await keepMode(db, "sandbox", unixMs(1n));
  await rejects(db.updateTable("hub_mode").set({ mode: "mainnet" }).execute(), /hub_mode/);
  await rejects(db.deleteFrom("hub_mode").execute(), /hub_mode/);
});
