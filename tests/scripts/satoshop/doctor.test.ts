import { chmodSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sql } from "kysely";
import * as assert from "uvu/assert";
import { blockHeight, unixMs } from "../../../app/domain/time.ts";
import { writeReport } from "../../../app/gateways/host/write-report.ts";
import type { NodeInfo } from "../../../app/gateways/lightning/port.ts";
import { checkBackups } from "../../../scripts/satoshop/doctor/check-backups.ts";
import { judgeFreeSpace } from "../../../scripts/satoshop/doctor/check-disk.ts";
import { judgeNode } from "../../../scripts/satoshop/doctor/check-node.ts";
import { suite } from "../../support/suite.ts";
import { hubFolder, newFolder, type, withDatabase } from "../terminal.ts";

const test = suite("scripts/satoshop/doctor");

/** The line about one thing. */
async function finding(about: string, environment: Record<string, string>): Promise<{ code: number; line: string }> {
  const { code, said } = await type("doctor", environment);
  return { code, line: said.split("\n").find((line) => line.slice(6).startsWith(about)) ?? "" };
}

test("a sandbox hub in good order has nothing bad", async () => {
  const { code, said } = await type("doctor", { DATA_DIR: await hubFolder() });
  assert.is(code, 0);
  assert.not.match(said, /^bad/m);
  assert.match(said, /^ok +database +sqlite/m);
  assert.match(said, /^ok +books +they add up to zero/m);
});

test("a folder that no hub was started in is only a warning, and stays without a database", async () => {
  const { code, line } = await finding("database", { DATA_DIR: newFolder() });
  assert.is(code, 0);
  assert.match(line, /^warn .*no hub in/);
});

test("settings that the hub would refuse are the first and only finding", async () => {
  const { code, said } = await type("doctor", { MODE: "mainnet" });
  assert.is(code, 1);
  assert.match(said, /^bad +settings +LND_CERT is needed/);
  assert.is(said.trim().split("\n").length, 1);
});

test("books that do not add up to zero are bad", async () => {
  const folder = await hubFolder();
  await withDatabase(folder, (db) =>
    sql`INSERT INTO posting (id, journal, account, stall_id, order_id, payment_id, amount_msat, at_ms)
        VALUES ('pst_1', 'j', 'asset:lightning', 's', 'o', NULL, 21, 0)`.execute(db),
  );
  const { code, line } = await finding("books", { DATA_DIR: folder });
  assert.is(code, 1);
  assert.match(line, /^bad .*out of balance by 21 msat/);
});

test("a balance that is not the sum of its postings is bad", async () => {
  const folder = await hubFolder();
  await withDatabase(folder, (db) =>
    db.insertInto("balance").values({ account: "liability:seller", stall_id: "s", amount_msat: -5n }).execute(),
  );
  const { code, line } = await finding("books", { DATA_DIR: folder });
  assert.is(code, 1);
  assert.match(line, /^bad .*liability:seller is not the sum/);
});

/** Overwrites one page of the database's file, counted from 1, as a dying disk would. */
function damage(folder: string, page: bigint): void {
  const file = join(folder, "hub.sqlite");
  const end = Number(page) * 4096;
  writeFileSync(file, readFileSync(file).fill(7, end - 4096, end));
}

test("a database that cannot be read is bad, and said so instead of thrown", async () => {
  const folder = await hubFolder();
  damage(folder, 1n);
  const { code, line } = await finding("database", { DATA_DIR: folder });
  assert.is(code, 1);
  assert.match(line, /^bad /);
});

test("damage that no page of the hub would notice yet is found", async () => {
  const folder = await hubFolder();
  const { rows } = await withDatabase(folder, (db) =>
    sql<{ rootpage: bigint }>`SELECT rootpage FROM sqlite_schema WHERE name = 'event_actor'`.execute(db),
  );
  damage(folder, rows[0]?.rootpage ?? 0n);
  const { code, line } = await finding("database", { DATA_DIR: folder });
  assert.is(code, 1);
  assert.match(line, /^bad .*restore a backup/);
});

test("a secret that others on the machine can read is bad and named", async () => {
  const folder = await hubFolder();
  const key = join(folder, "secret.key");
  writeFileSync(key, "k".repeat(43), { mode: 0o644 });
  chmodSync(folder, 0o755);
  const { code, line } = await finding("secrets", { DATA_DIR: folder });
  assert.is(code, 1);
  assert.match(line, key);
  assert.not.match(line, "kkk");
});

test("a folder that only its owner may enter keeps what is in it", async () => {
  const folder = await hubFolder();
  writeFileSync(join(folder, "secret.key"), "k".repeat(43), { mode: 0o644 });
  chmodSync(folder, 0o700);
  assert.match((await finding("secrets", { DATA_DIR: folder })).line, /^ok/);
});

test("a node whose macaroons are not there is bad", async () => {
  const folder = await hubFolder();
  const { code, line } = await finding("node", {
    DATA_DIR: folder,
    MODE: "regtest",
    LND_CERT: "none",
    LND_MACAROON_DIR: folder,
  });
  assert.is(code, 1);
  assert.match(line, /^bad .*receive\.macaroon/);
});

test("a disk that is nearly full is bad before the hub notices", () => {
  assert.equal(
    [50n, 500n, 5_000n].map((freeMb) => judgeFreeSpace(freeMb).level),
    ["bad", "warn", "ok"],
  );
});

const node: NodeInfo = {
  alias: "corner",
  publicKey: "02".repeat(33),
  version: "0.21.2-beta",
  isVersionSupported: true,
  network: "mainnet",
  height: blockHeight(900_000),
  isSyncedToChain: true,
  isSyncedToGraph: true,
  activeChannels: 2,
  peers: 3,
};

test("a node on another network than the hub's mode is bad", () => {
  assert.is(judgeNode(node, "mainnet").level, "ok");
  assert.is(judgeNode(node, "signet").level, "bad");
});

test("a node that was prepared before the hub took invoices back is a warning", () => {
  assert.is(judgeNode(node, "mainnet", true).level, "ok");
  const { level, text } = judgeNode(node, "mainnet", false);
  assert.equal([level, /run lnd-setup once more/.test(text)], ["warn", true]);
});

test("a node that is not synced is bad; one that nobody can pay is a warning", () => {
  assert.is(judgeNode({ ...node, isSyncedToChain: false }, "mainnet").level, "bad");
  assert.is(judgeNode({ ...node, activeChannels: 0 }, "mainnet").level, "warn");
  assert.is(judgeNode({ ...node, isVersionSupported: false }, "mainnet").level, "warn");
});

test("a hub without a backup, or with one of three days ago, is warned of it", async () => {
  const DATA_DIR = await hubFolder();
  assert.match((await finding("backups", { DATA_DIR })).line, /^warn .*none was made yet/);
  await type("backup", { DATA_DIR });
  assert.match((await finding("backups", { DATA_DIR })).line, /^ok .*0 hours old/);
  const levelAfter = (hours: number) => checkBackups(DATA_DIR, Date.now() + hours * 3_600_000).level;
  assert.equal([levelAfter(49), levelAfter(72)], ["ok", "warn"]);
});

test("money that is halted after a return from a backup is a warning that says where to lift it", async () => {
  const from = await hubFolder();
  await type(`backup --into ${from}/out`, { DATA_DIR: from });
  const [file = ""] = readdirSync(`${from}/out`);
  const DATA_DIR = newFolder();
  await type(`restore ${from}/out/${file}`, { DATA_DIR });
  assert.match((await type("doctor", { DATA_DIR })).said, /^warn +payments +nothing is sent .*\/owner\/books/m);
});

test("the machine is looked at only where the hub was told of its report, and a silent or hot one is told", async () => {
  const DATA_DIR = await hubFolder();
  assert.is((await finding("board", { DATA_DIR })).line, "");
  const HOST_REPORT = `${DATA_DIR}/host.json`;
  assert.match((await finding("board", { DATA_DIR, HOST_REPORT })).line, /^warn .*left no word/);
  const report = {
    uptimeSeconds: 60,
    cores: 4,
    load: 1,
    memory: { total: 8e9, available: 4e9, swapTotal: 0, swapUsed: 0 },
  };
  const write = (temperature: number) =>
    writeReport(HOST_REPORT, { ...report, atMs: unixMs(BigInt(Date.now())), temperature, disk: { total: 9, free: 8 } });
  write(50);
  assert.match((await finding("board", { DATA_DIR, HOST_REPORT })).line, /^ok /);
  write(92);
  const { code, line } = await finding("board", { DATA_DIR, HOST_REPORT });
  assert.is(code, 1);
  assert.match(line, /^bad .*at 92 °C/);
});
