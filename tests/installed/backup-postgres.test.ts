import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as assert from "uvu/assert";
import { migrate } from "../../app/db/migrate.ts";
import { openPostgres } from "../../app/db/postgres.ts";
import { unixMs } from "../../app/domain/time.ts";
import { sendingHalt } from "../../app/payments/sending-halt.ts";
import { startPostgres } from "../../scripts/check/postgres-server.ts";
import { newFolder, type } from "../scripts/terminal.ts";
import { suite } from "../support/suite.ts";

const test = suite("installed/backup-postgres");
const server = await startPostgres();
test.after(() => server.stop());

function named(database: string): string {
  const url = new URL(server.url);
  url.pathname = `/${database}`;
  // Nobody is asked for it here; it must turn up nowhere all the same.
  url.password = "hunter2";
  return url.href;
}

async function withDatabase<Result>(database: string, use: (db: Awaited<ReturnType<typeof openPostgres>>) => Result) {
  const db = await openPostgres(named(database));
  try {
    return await use(db);
  } finally {
    await db.destroy();
  }
}

async function newDatabase(name: string): Promise<void> {
  const { default: pg } = await import("pg");
  const client = new pg.Client(server.url);
  await client.connect();
  await client.query(`CREATE DATABASE ${name}`);
  await client.end();
}

test("a hub on PostgreSQL comes back into an empty database, with outgoing money halted", async () => {
  await newDatabase("before");
  await newDatabase("after");
  await withDatabase("before", async (db) => {
    await migrate(db, unixMs(0n), undefined);
    await db.insertInto("setting").values({ name: "corner", value: "shop", updated_at_ms: 0n }).execute();
  });
  const DATA_DIR = newFolder();
  writeFileSync(join(DATA_DIR, "secret.key"), "k".repeat(43));
  const made = await type("backup", { DATA_DIR, DATABASE_URL: named("before") });
  assert.equal([made.code, made.complained], [0, ""]);
  const folder = join(DATA_DIR, "backups", "daily");
  const file = join(folder, readdirSync(folder)[0] ?? "none");
  assert.match((await type(`backup --check ${file}`)).said, /pg_restore can read it/);

  const into = join(newFolder(), "new");
  const line = `restore ${file} --into ${into}`;
  assert.match((await type(line, {})).complained, /set DATABASE_URL to an empty database/);
  assert.match((await type(line, { DATABASE_URL: named("before") })).complained, /There is a hub in that PostgreSQL/);
  const back = await type(line, { DATABASE_URL: named("after") });
  assert.equal([back.code, back.complained], [0, ""]);
  assert.equal(readdirSync(into), ["secret.key"]);
  assert.is(readFileSync(join(into, "secret.key"), "utf8"), "k".repeat(43));
  await withDatabase("after", async (db) => {
    const rows = await db.selectFrom("setting").select("value").where("name", "=", "corner").execute();
    assert.equal(rows, [{ value: "shop" }]);
    assert.ok(await sendingHalt(db));
  });
});

test("a server that is not there is said so without the password", async () => {
  const DATABASE_URL = "postgres://hub:hunter2@127.0.0.1:1/hub";
  const { dumpPostgres } = await import("../../scripts/satoshop/backup/postgres-programs.ts");
  const error: unknown = await dumpPostgres(DATABASE_URL, join(newFolder(), "x")).catch((reason: unknown) => reason);
  assert.match(String(error), /pg_dump failed: .*refused|pg_dump failed/);
  assert.not.match(String(error), "hunter2");
});
