import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import * as assert from "uvu/assert";
import { migrate, versionOf } from "../../../app/db/migrate.ts";
import { migrations } from "../../../app/db/migrations/index.ts";
import { openDatabase } from "../../../app/db/open.ts";
import { unixMs } from "../../../app/domain/time.ts";
import { suite } from "../../support/suite.ts";
import { hubFolder, newFolder, type, withDatabase } from "../terminal.ts";

const test = suite("scripts/satoshop/migrate");

test("an older database is copied first and then brought to this version", async () => {
  const folder = newFolder();
  const db = await openDatabase(folder, undefined);
  await migrate(db, unixMs(0n), undefined, migrations.slice(0, 2));
  await db.destroy();
  const { code, said } = await type("migrate", { DATA_DIR: folder });
  assert.is(code, 0);
  assert.match(said, `from version 2 to ${migrations.length}`);
  assert.is(await withDatabase(folder, versionOf), migrations.length);
  const [backup = ""] = readdirSync(join(folder, "backups"));
  assert.match(said, backup);
});

test("a database at this version is left as it is", async () => {
  const folder = await hubFolder();
  const { code, said } = await type("migrate", { DATA_DIR: folder });
  assert.is(code, 0);
  assert.match(said, "already");
  assert.is(existsSync(join(folder, "backups")), false);
});

test("a folder without a hub gets no database", async () => {
  const folder = newFolder();
  assert.is((await type("migrate", { DATA_DIR: folder })).code, 1);
  assert.equal(readdirSync(folder), []);
});
