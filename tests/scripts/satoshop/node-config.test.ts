import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as assert from "uvu/assert";
import { suite } from "../../support/suite.ts";
import { newFolder, type } from "../terminal.ts";

const test = suite("scripts/satoshop/node-config");

const FILES = ["bitcoin.conf", "lnd.conf", "mint.toml", "satoshop.torrc", "owner.auth", "satoshop.service"];

const write = (folder: string, more = "") =>
  type(`node-config --into ${folder} --ram 4096 --disk 500 --pow yes ${more}`);
const read = (folder: string, name: string) => readFileSync(join(folder, name), "utf8");

test("everything is written, for its owner's eyes alone", async () => {
  const folder = join(newFolder(), "config");
  const { code, said, complained } = await write(folder);
  assert.equal([code, complained], [0, ""]);
  for (const name of FILES) assert.match(said, `  ${name}  written`);
  assert.is(statSync(folder).mode & 0o777, 0o700);
  for (const name of readdirSync(folder)) assert.is(statSync(join(folder, name)).mode & 0o777, 0o600, name);
});

test("a second run changes nothing, logins and keys included", async () => {
  const folder = newFolder();
  await write(folder);
  const all = () => readdirSync(folder).map((name) => [name, read(folder, name)]);
  const before = all();
  const { code, said } = await write(folder);
  assert.is(code, 0);
  for (const name of FILES) assert.match(said, `  ${name}  as it was`);
  assert.equal(all(), before);
});

test("another board gets other numbers in files that nobody has touched", async () => {
  const folder = newFolder();
  await write(folder);
  const { said } = await write(folder, "--prune no --phase ibd");
  assert.match(said, "  bitcoin.conf  written");
  assert.match(said, "  lnd.conf  as it was");
  assert.match(read(folder, "bitcoin.conf"), /^prune=0$/m);
});

test("a file that somebody has changed is left alone, and what is proposed stands beside it", async () => {
  const folder = newFolder();
  await write(folder);
  writeFileSync(join(folder, "bitcoin.conf"), "prune=1234\n");
  const { code, said, complained } = await write(folder);
  assert.is(code, 1);
  assert.match(said, /bitcoin\.conf {2}changed by somebody, so left alone: bitcoin\.conf\.new/);
  assert.match(complained, "Compare each with its .new");
  assert.is(read(folder, "bitcoin.conf"), "prune=1234\n");
  assert.match(read(folder, "bitcoin.conf.new"), /^prune=50000$/m);
});

test("a file that was there before is somebody's, too", async () => {
  const folder = newFolder();
  writeFileSync(join(folder, "lnd.conf"), "alias=mine\n");
  assert.is((await write(folder)).code, 1);
  assert.is(read(folder, "lnd.conf"), "alias=mine\n");
});

test("what was proposed goes away when the file is as proposed", async () => {
  const folder = newFolder();
  await write(folder);
  writeFileSync(join(folder, "bitcoin.conf"), "prune=1234\n");
  await write(folder);
  writeFileSync(join(folder, "bitcoin.conf"), read(folder, "bitcoin.conf.new"));
  const { code } = await write(folder);
  assert.equal([code, existsSync(join(folder, "bitcoin.conf.new"))], [0, false]);
});

test("bitcoind, LND and the hub get the same logins", async () => {
  const folder = newFolder();
  await write(folder);
  const [, lnd = ""] = /^lnd:(.{43})\n$/.exec(read(folder, "bitcoind-lnd.login")) ?? [];
  assert.match(read(folder, "lnd.conf"), `bitcoind.rpcpass=${lnd}\n`);
  assert.match(read(folder, "bitcoind-hub.login"), /^satoshop:[\w-]{43}\n$/);
  assert.not.match(read(folder, "bitcoin.conf"), lnd);
});

test("no secret is shown", async () => {
  const folder = newFolder();
  const { said } = await write(folder);
  assert.is(read(folder, "mint.mnemonic").split(" ").length, 12);
  for (const name of ["bitcoind-hub.login", "bitcoind-lnd.login", "owner-onion.key", "mint.mnemonic"])
    assert.not.match(said, read(folder, name).trim().replace(/^.*:/, ""));
});

test("what cannot be understood is refused before anything is written", async () => {
  const folder = join(newFolder(), "config");
  const lines = [
    "--ram much",
    "--phase later",
    "--prune 100",
    "--network testnet",
    `--alias ${"x".repeat(33)}`,
    "--pow maybe",
  ];
  for (const line of lines) {
    const { code, complained } = await type(`node-config --into ${folder} ${line}`);
    assert.is(code, 2, line);
    assert.match(complained, line.split(" ")[0] ?? "");
  }
  assert.is((await type("node-config")).code, 2);
  assert.is(existsSync(folder), false);
});
