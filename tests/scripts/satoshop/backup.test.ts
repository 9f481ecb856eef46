import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sql } from "kysely";
import * as assert from "uvu/assert";
import { readLastBackup } from "../../../app/backups/last-backup.ts";
import { openDatabase } from "../../../app/db/open.ts";
import { newIdentityFile, seal } from "../../../app/secrets/age.ts";
import { unixMs } from "../../../app/domain/time.ts";
import { addPersonWithAddress } from "../../support/person-with-address.ts";
import { suite } from "../../support/suite.ts";
import { testRandom } from "../../support/world.ts";
import { hubFolder, newFolder, type, withDatabase } from "../terminal.ts";

const test = suite("scripts/satoshop/backup");

/** A hub with somebody in it, a key and encrypted settings. */
async function hubWithSecrets(): Promise<string> {
  const folder = await hubFolder();
  await withDatabase(folder, (db) =>
    addPersonWithAddress({ db, clock: () => unixMs(0n), random: testRandom() }, "owner", "joon@example.org"),
  );
  writeFileSync(join(folder, "secret.key"), "k".repeat(43));
  const { key, text } = await newIdentityFile();
  writeFileSync(join(folder, "age.key"), text, { mode: 0o600 });
  writeFileSync(join(folder, ".env.age"), await seal("HUB_NAME=Corner\n", [key]));
  return folder;
}

/** Types the command and answers with the one file that it made. */
async function made(line: string, environment: Record<string, string>, folder: string): Promise<string> {
  const before = new Set(existsSync(folder) ? readdirSync(folder) : []);
  const { code, complained } = await type(line, environment);
  assert.equal([code, complained], [0, ""]);
  const [file = "", ...others] = readdirSync(folder).filter((name) => !before.has(name));
  assert.equal(others, [], "nothing else is left behind");
  return join(folder, file);
}

async function backedUp(DATA_DIR: string): Promise<string> {
  return made("backup", { DATA_DIR }, join(DATA_DIR, "backups", "daily"));
}

async function newIdentity(): Promise<{ recipient: string; file: string }> {
  const { text } = await newIdentityFile();
  const file = join(newFolder(), "identity");
  writeFileSync(file, text, { mode: 0o600 });
  return { file, recipient: /age1\w+/.exec(text)?.[0] ?? "" };
}

test("one file holds the database, the secret key and the sealed settings, and tar opens it", async () => {
  const file = await backedUp(await hubWithSecrets());
  assert.match(file, /satoshop-\d{8}T\d{6}Z\.tar\.gz$/);
  assert.is(statSync(file).mode & 0o777, 0o600);
  const names = execFileSync("tar", ["-tzf", file], { encoding: "utf8" }).trim().split("\n");
  assert.equal(names, ["manifest.json", "hub.sqlite", "secret.key", ".env.age"]);
  const manifest: unknown = JSON.parse(execFileSync("tar", ["-xzOf", file, "manifest.json"], { encoding: "utf8" }));
  assert.is(Reflect.get(Object(Reflect.get(Object(manifest), "rows")), "person"), 1);
});

test("the identity that opens the settings, and whatever moves money at the node, are in no backup", async () => {
  const folder = await hubWithSecrets();
  mkdirSync(join(folder, "macaroons"));
  writeFileSync(join(folder, "macaroons", "payout.macaroon"), "money");
  const listed = execFileSync("tar", ["-tzf", await backedUp(folder)], { encoding: "utf8" });
  assert.not.match(listed, /age\.key|macaroon/);
});

test("what a running hub writes meanwhile does not tear the copy", async () => {
  const DATA_DIR = await hubFolder();
  const db = await openDatabase(DATA_DIR, undefined);
  const insert = (name: number) =>
    db
      .insertInto("setting")
      .values({ name: `s${name}`, value: "x".repeat(2_000), updated_at_ms: 0n })
      .execute();
  for (let name = 0; name < 200; name += 1) await insert(name);
  const backup = backedUp(DATA_DIR);
  for (let name = 200; name < 400; name += 1) await insert(name);
  const file = await backup;
  await db.destroy();
  assert.is((await type(`backup --check ${file}`)).code, 0);
});

test("the hub hears when the last backup was made", async () => {
  const DATA_DIR = await hubFolder();
  assert.is(readLastBackup(DATA_DIR), undefined);
  const stick = join(newFolder(), "stick");
  const file = await made(`backup --into ${stick}`, { DATA_DIR }, stick);
  const last = readLastBackup(DATA_DIR);
  assert.equal([last?.file, last?.bytes, last?.isEncrypted], [file, statSync(file).size, false]);
});

test("only its own older files go, and only as many as are too many", async () => {
  const DATA_DIR = await hubFolder();
  const folder = join(DATA_DIR, "backups", "daily");
  mkdirSync(folder, { recursive: true });
  const older = ["01", "02", "03"].map((day) => `satoshop-202601${day}T000000Z.tar.gz`);
  const others = ["mine.tar.gz", "satoshop-20250101T000000Z.tar.gz.copy", "hub-v3-5.sqlite"];
  for (const name of [...older, ...others]) writeFileSync(join(folder, name), "");
  const { said } = await type("backup --keep 2", { DATA_DIR });
  assert.match(said, "Removed: satoshop-20260102T000000Z.tar.gz, satoshop-20260101T000000Z.tar.gz");
  const left = readdirSync(folder);
  assert.is(left.length, 2 + others.length);
  for (const name of [...others, older[2] ?? ""]) assert.ok(left.includes(name), name);
});

test("a copy that does not hold together takes no older backup's place", async () => {
  const DATA_DIR = await hubFolder();
  const folder = join(DATA_DIR, "backups", "daily");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "satoshop-20260101T000000Z.tar.gz"), "");
  await withDatabase(DATA_DIR, (db) =>
    sql`INSERT INTO posting (id, journal, account, stall_id, order_id, payment_id, amount_msat, at_ms)
        VALUES ('pst_1', 'j', 'asset:lightning', 's', 'o', NULL, 21, 0)`.execute(db),
  );
  const { code, complained } = await type("backup --keep 1", { DATA_DIR });
  assert.is(code, 1);
  assert.match(complained, "out of balance by 21 msat");
  assert.equal(readdirSync(folder), ["satoshop-20260101T000000Z.tar.gz"]);
  assert.is(readLastBackup(DATA_DIR), undefined);
});

test("a reference that leads nowhere is found in the copy", async () => {
  const DATA_DIR = await hubFolder();
  await withDatabase(DATA_DIR, async (db) => {
    await sql`PRAGMA foreign_keys = OFF`.execute(db);
    await sql`INSERT INTO restoration VALUES ('rst_1', 1, 2, 3, 'per_nobody')`.execute(db);
  });
  const { code, complained } = await type("backup", { DATA_DIR });
  assert.is(code, 1);
  assert.match(complained, "a row in restoration without its row in person");
});

test("for a recipient the file is encrypted, and opens with nothing but its identity", async () => {
  const DATA_DIR = await hubWithSecrets();
  assert.match((await type(`backup --into ${newFolder()}`, { DATA_DIR })).said, "and was read back");
  const [mine, other] = [await newIdentity(), await newIdentity()];
  const folder = join(DATA_DIR, "backups", "daily");
  const elsewhere = await type(`backup --into ${newFolder()} --recipient ${mine.recipient}`, { DATA_DIR });
  assert.match(elsewhere.said, "can be read back only where its identity is");
  const file = await made(`backup --recipient ${mine.recipient}`, { DATA_DIR }, folder);
  assert.match(file, /\.tar\.gz\.age$/);
  assert.match(readFileSync(file, "latin1"), /^age-encryption\.org\/v1\n/);
  assert.match((await type(`backup --check ${file} --identity ${mine.file}`)).said, "add up to zero");
  assert.match((await type(`backup --check ${file} --identity ${other.file}`)).complained, "another identity");
  assert.match((await type(`backup --check ${file}`, { DATA_DIR: newFolder() })).complained, "--identity names");
});

test("a byte that has changed, an end that is missing or a stranger's archive is told from a backup", async () => {
  const file = await backedUp(await hubWithSecrets());
  const whole = readFileSync(file);
  const odd = join(newFolder(), "odd");
  const bent = Buffer.from(whole);
  bent.writeUInt8((bent[whole.length >> 1] ?? 0) ^ 1, whole.length >> 1);
  execFileSync("tar", ["-czf", `${odd}.tar`, "-C", newFolder(), "."]);
  for (const bytes of [bent, whole.subarray(0, -9), whole.subarray(0, 5_000), readFileSync(`${odd}.tar`), "text", ""]) {
    writeFileSync(odd, bytes);
    const { code, complained } = await type(`backup --check ${odd}`);
    assert.is(code, 1);
    assert.match(complained, /^\S+ is damaged, or is no backup of a hub/);
  }
  copyFileSync(file, odd);
  assert.is((await type(`backup --check ${odd}`)).code, 0);
});

test("a folder without a hub gets no backup, and options that cannot be meant are refused", async () => {
  const DATA_DIR = newFolder();
  assert.is((await type("backup", { DATA_DIR })).code, 1);
  assert.match((await type("backup", { DATA_DIR: join(DATA_DIR, "none") })).complained, "set DATA_DIR");
  assert.is(existsSync(join(DATA_DIR, "none")), false);
  for (const wrong of ["--keep 0", "--keep all", "--recipient age1x", "--identity x", "--check x --keep 3", "x"])
    assert.is((await type(`backup ${wrong}`, { DATA_DIR })).code, 2, wrong);
});
