import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as assert from "uvu/assert";
import { migrate, versionOf } from "../../../app/db/migrate.ts";
import { migrations } from "../../../app/db/migrations/index.ts";
import { openDatabase } from "../../../app/db/open.ts";
import { unixMs } from "../../../app/domain/time.ts";
import { newIdentityFile, seal } from "../../../app/secrets/age.ts";
import { sendingHalt } from "../../../app/payments/sending-halt.ts";
import { readArchive } from "../../../scripts/satoshop/backup/read-archive.ts";
import { writeArchive } from "../../../scripts/satoshop/backup/write-archive.ts";
import { suite } from "../../support/suite.ts";
import { hubFolder, newFolder, type, withDatabase } from "../terminal.ts";

const test = suite("scripts/satoshop/restore");

/** The same backup as a program would have made it that has been through one migration more. */
async function fromNewerProgram(file: string): Promise<string> {
  const folder = newFolder();
  const manifest = await readArchive(file, { folder });
  await withDatabase(folder, (db) =>
    db.insertInto("migration").values({ version: 999n, name: "later", applied_at_ms: 0n }).execute(),
  );
  const files = manifest.files.map(({ name }) => {
    const content = readFileSync(join(folder, name));
    return { name, bytes: content.length, sha256: createHash("sha256").update(content).digest("hex") };
  });
  const newer = join(newFolder(), "newer.tar.gz");
  const look = async () => undefined;
  await writeArchive(newer, { folder, manifest: { ...manifest, files }, recipient: undefined, look });
  return newer;
}

async function backupOf(DATA_DIR: string): Promise<string> {
  await type("backup", { DATA_DIR });
  const folder = join(DATA_DIR, "backups", "daily");
  return join(folder, readdirSync(folder)[0] ?? "none");
}

async function hubWithKey(): Promise<string> {
  const folder = await hubFolder();
  writeFileSync(join(folder, "secret.key"), "k".repeat(43));
  return folder;
}

test("a hub comes back into an empty folder, and sends nothing until somebody lifts that", async () => {
  const from = await hubWithKey();
  await withDatabase(from, (db) =>
    db.insertInto("setting").values({ name: "corner", value: "shop", updated_at_ms: 0n }).execute(),
  );
  const file = await backupOf(from);
  const into = join(newFolder(), "new");
  const { code, said } = await type(`restore ${file} --into ${into}`);
  assert.is(code, 0);
  assert.match(said, "Outgoing money is halted");
  assert.equal(readdirSync(into).toSorted(), ["hub.sqlite", "secret.key"]);
  assert.is(readFileSync(join(into, "secret.key"), "utf8"), "k".repeat(43));
  assert.is(statSync(join(into, "hub.sqlite")).mode & 0o077, 0);
  await withDatabase(into, async (db) => {
    const rows = await db.selectFrom("setting").select("value").where("name", "=", "corner").execute();
    assert.equal(rows, [{ value: "shop" }]);
    const halt = await sendingHalt(db);
    assert.ok(halt !== undefined && halt.backupAtMs <= halt.restoredAtMs);
  });
  await withDatabase(from, async (db) => assert.is(await sendingHalt(db), undefined, "the hub itself goes on"));
});

test("an encrypted backup comes back with its identity, and tells what it could not bring", async () => {
  const { key, text } = await newIdentityFile();
  const DATA_DIR = await hubFolder();
  writeFileSync(join(DATA_DIR, "age.key"), text, { mode: 0o600 });
  writeFileSync(join(DATA_DIR, ".env.age"), await seal("HUB_NAME=Corner\n", [key]));
  await type(`backup --recipient ${/age1\w+/.exec(text)?.[0]}`, { DATA_DIR });
  const [file = ""] = readdirSync(join(DATA_DIR, "backups", "daily"));
  const identity = join(DATA_DIR, "age.key");
  const into = join(newFolder(), "new");
  const line = `restore ${join(DATA_DIR, "backups", "daily", file)} --into ${into}`;
  assert.is((await type(line, { DATA_DIR: newFolder() })).code, 1);
  const { code, said } = await type(`${line} --identity ${identity}`);
  assert.is(code, 0);
  assert.match(said, "no secret.key: give the hub the SECRET_KEY");
  assert.match(said, "put the age identity");
  assert.equal(readFileSync(join(into, ".env.age")), readFileSync(join(DATA_DIR, ".env.age")));
});

test("a folder with a hub is left as it is, and how to move that aside is said", async () => {
  const DATA_DIR = await hubWithKey();
  const file = await backupOf(DATA_DIR);
  const before = readFileSync(join(DATA_DIR, "hub.sqlite"));
  const { code, complained } = await type(`restore ${file}`, { DATA_DIR });
  assert.is(code, 1);
  const [, make = "", move = ""] = /: (mkdir \S+) && (mv .*)/.exec(complained) ?? [];
  assert.equal(readFileSync(join(DATA_DIR, "hub.sqlite")), before);
  mkdirSync(make.slice("mkdir ".length));
  const paths = move.split(" ").slice(1);
  const aside = paths.pop() ?? "";
  for (const path of paths) renameSync(path, join(aside, path.slice(DATA_DIR.length)));
  assert.is((await type(`restore ${file}`, { DATA_DIR })).code, 0);
});

test("the log of another database is never left beside a restored one", async () => {
  const file = await backupOf(await hubWithKey());
  const DATA_DIR = newFolder();
  writeFileSync(join(DATA_DIR, "hub.sqlite-wal"), "of somebody else");
  assert.match((await type(`restore ${file}`, { DATA_DIR })).complained, "hub.sqlite-wal");
  assert.equal(readdirSync(DATA_DIR), ["hub.sqlite-wal"]);
});

test("a damaged backup leaves the folder empty", async () => {
  const file = await backupOf(await hubWithKey());
  writeFileSync(file, readFileSync(file).subarray(0, -50));
  const DATA_DIR = newFolder();
  assert.is((await type(`restore ${file}`, { DATA_DIR })).code, 1);
  assert.equal(readdirSync(DATA_DIR), []);
});

test("a backup of an older program is brought up, one of a newer program is refused", async () => {
  const older = newFolder();
  const db = await openDatabase(older, undefined);
  await migrate(db, unixMs(0n), undefined, migrations.slice(0, 8));
  await db.destroy();
  const into = join(newFolder(), "up");
  assert.is((await type(`restore ${await backupOf(older)} --into ${into}`)).code, 0);
  await withDatabase(into, async (up) => {
    assert.is(await versionOf(up), migrations.length);
    assert.ok(await sendingHalt(up));
  });
  const newer = await fromNewerProgram(await backupOf(await hubFolder()));
  const { code, complained } = await type(`restore ${newer} --into ${join(newFolder(), "x")}`);
  assert.is(code, 1);
  assert.match(complained, "newer program");
});

test("a name that is missing, or names nothing, is said so", async () => {
  const DATA_DIR = newFolder();
  assert.is((await type("restore", { DATA_DIR })).code, 2);
  assert.is((await type("restore --into x", { DATA_DIR })).code, 2);
  const { code, complained } = await type(`restore ${join(DATA_DIR, "none")}`, { DATA_DIR });
  assert.equal([code, existsSync(join(DATA_DIR, "hub.sqlite"))], [1, false]);
  assert.match(complained, "cannot be read");
});
