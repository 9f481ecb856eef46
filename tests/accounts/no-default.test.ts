import * as assert from "uvu/assert";
import { seedDemo } from "../../app/demo/seed.ts";
import { onePixel } from "../http/pages/one-pixel.ts";
import { openTestDatabase } from "../support/database.ts";
import { suite } from "../support/suite.ts";
import { testClock, testRandom } from "../support/world.ts";

const test = suite("accounts/no-default");

test("a new hub knows nobody, and its demo brings nobody along", async () => {
  const db = await openTestDatabase();
  await seedDemo(db, onePixel, testClock()(), testRandom(5));
  for (const table of ["person", "session", "invitation", "api_key", "credential", "backup_sheet", "email"] as const)
    assert.equal(
      await db
        .selectFrom(table as "person")
        .selectAll()
        .execute(),
      [],
      table,
    );
  await db.destroy();
});
