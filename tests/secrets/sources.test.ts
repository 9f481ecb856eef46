import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as assert from "uvu/assert";
import { InvalidSetting } from "../../app/settings/check-value.ts";
import { readConfig } from "../../app/config.ts";
import { newIdentityFile, seal } from "../../app/secrets/age.ts";
import { newFolder } from "../scripts/terminal.ts";
import { suite } from "../support/suite.ts";

const test = suite("secrets/sources");

/** A data folder with an identity and these settings sealed for it. */
async function sealedFolder(text: string): Promise<{ folder: string; identity: string }> {
  const folder = newFolder();
  const { key, text: identity } = await newIdentityFile();
  writeFileSync(join(folder, "age.key"), identity, { mode: 0o600 });
  writeFileSync(join(folder, ".env.age"), await seal(text, [key]));
  return { folder, identity };
}

function credentials(named: Record<string, string>): string {
  const folder = newFolder();
  for (const [name, text] of Object.entries(named)) writeFileSync(join(folder, name), text);
  return folder;
}

function refusal(environment: Record<string, string>): string {
  try {
    readConfig(environment);
    return "accepted";
  } catch (error) {
    assert.instance(error, InvalidSetting);
    return error instanceof Error ? error.message : "";
  }
}

test("a setting comes from systemd, else from its file, else from what is sealed, else from the environment", async () => {
  const { folder } = await sealedFolder("HUB_NAME=sealed\n");
  const file = join(folder, "name");
  writeFileSync(file, "file\n");
  const all = { DATA_DIR: folder, CREDENTIALS_DIRECTORY: credentials({ HUB_NAME: "credential\n" }) };
  assert.is(readConfig({ ...all, HUB_NAME_FILE: file }).hubName, "credential");
  assert.is(readConfig({ DATA_DIR: folder, HUB_NAME_FILE: file }).hubName, "file");
  assert.is(readConfig({ DATA_DIR: folder, HUB_NAME: "plain" }).hubName, "sealed");
  assert.is(readConfig({ DATA_DIR: newFolder(), HUB_NAME: "plain" }).hubName, "plain");
});

test("a credential that systemd took from a folder has the folder's name before its own, and comes second", () => {
  const folder = newFolder();
  const named = (files: Record<string, string>) =>
    readConfig({ DATA_DIR: folder, CREDENTIALS_DIRECTORY: credentials(files), HUB_NAME: "plain" }).hubName;
  assert.is(named({ hub_HUB_NAME: "from the folder\n" }), "from the folder");
  assert.is(named({ hub_HUB_NAME: "from the folder\n", HUB_NAME: "by itself\n" }), "by itself");
});

test("an empty value counts as left out", async () => {
  const { folder } = await sealedFolder("HUB_NAME=\n");
  const CREDENTIALS_DIRECTORY = credentials({ HUB_NAME: "\n" });
  assert.is(readConfig({ DATA_DIR: folder, CREDENTIALS_DIRECTORY, HUB_NAME: "plain" }).hubName, "plain");
});

test("the identity comes from systemd, else from the named file, else from the data folder", async () => {
  const { folder, identity } = await sealedFolder("HUB_NAME=sealed\n");
  const wrong = (await newIdentityFile()).text;
  const named = join(folder, "named.key");
  const CREDENTIALS_DIRECTORY = credentials({ "satoshop-age-identity": identity });
  writeFileSync(named, wrong);
  assert.is(readConfig({ DATA_DIR: folder, CREDENTIALS_DIRECTORY, AGE_IDENTITY_FILE: named }).hubName, "sealed");
  assert.match(
    refusal({ DATA_DIR: folder, AGE_IDENTITY_FILE: named }),
    `cannot be opened with the identity in ${named}`,
  );
  writeFileSync(named, identity);
  writeFileSync(join(folder, "age.key"), wrong);
  assert.is(readConfig({ DATA_DIR: folder, AGE_IDENTITY_FILE: named }).hubName, "sealed");
  assert.match(refusal({ DATA_DIR: folder }), "age.key: it is damaged, or was made for another one");
});

test("sealed settings without an identity, or with a broken one, stop the hub instead of being passed over", async () => {
  const { folder, identity } = await sealedFolder("HUB_NAME=sealed\n");
  const without = newFolder();
  writeFileSync(join(without, ".env.age"), "age-encryption.org/v1\n");
  assert.match(refusal({ DATA_DIR: without }), "no identity that opens it");
  writeFileSync(join(folder, "age.key"), identity.slice(0, -10));
  const said = refusal({ DATA_DIR: folder });
  assert.match(said, "is no age identity");
  assert.not.match(said, identity.slice(-70, -50));
  writeFileSync(join(folder, "age.key"), identity);
  writeFileSync(join(folder, ".env.age"), "HUB_NAME=plain\n");
  assert.match(refusal({ DATA_DIR: folder }), "it is damaged");
});

test("an identity of the hub's own that others can read is refused, unless they cannot get to it", async () => {
  const { folder } = await sealedFolder("HUB_NAME=sealed\n");
  chmodSync(join(folder, "age.key"), 0o644);
  assert.is(readConfig({ DATA_DIR: folder }).hubName, "sealed");
  chmodSync(folder, 0o755);
  assert.match(refusal({ DATA_DIR: folder }), /can read .*age\.key/);
});

test("the identity itself is never taken from the environment", async () => {
  const { folder, identity } = await sealedFolder("HUB_NAME=sealed\n");
  const said = refusal({ DATA_DIR: folder, AGE_IDENTITY: identity });
  assert.match(said, "set AGE_IDENTITY_FILE");
  assert.not.match(said, "AGE-SECRET");
});

test("a sealed setting that does not exist, or has to be known before, is refused by name", async () => {
  for (const [line, expected] of [
    ["SMTP_PASWORD=hunter2", /^SMTP_PASWORD in \.env\.age is no setting/],
    ["DATA_DIR=hunter2", /^DATA_DIR cannot be in \.env\.age/],
    ["SECRET_KEY=hunter2", /^SECRET_KEY must be at least 32 characters/],
    ["hunter2", /\.env\.age: line 1 is no setting/],
  ] as const) {
    const said = refusal({ DATA_DIR: (await sealedFolder(`${line}\n`)).folder });
    assert.match(said, expected);
    assert.not.match(said, "hunter2");
  }
});

test("with real money at stake, secrets in plain environment variables are named; elsewhere they are not", () => {
  const folder = newFolder();
  const key = { SECRET_KEY: "k".repeat(40) };
  const lnd = { LND_CERT: "c", LND_MACAROON_DIR: folder };
  const exposed = (more: Record<string, string>) => readConfig({ DATA_DIR: folder, ...lnd, ...more }).exposed;
  assert.equal(exposed({ ...key, MODE: "mainnet" }), ["SECRET_KEY"]);
  assert.equal(exposed({ ...key, MODE: "signet" }), ["SECRET_KEY"]);
  assert.equal(exposed({ ...key, MODE: "regtest" }), []);
  assert.equal(exposed(key), []);
  const file = join(folder, "key");
  writeFileSync(file, key.SECRET_KEY);
  assert.equal(exposed({ SECRET_KEY_FILE: file, MODE: "mainnet" }), []);
  assert.equal(exposed({ ...key, MODE: "mainnet", CREDENTIALS_DIRECTORY: credentials(key) }), []);
});

test("a credentials folder that holds other things is no hindrance", () => {
  const CREDENTIALS_DIRECTORY = newFolder();
  mkdirSync(join(CREDENTIALS_DIRECTORY, "other"));
  assert.is(readConfig({ CREDENTIALS_DIRECTORY, DATA_DIR: newFolder() }).hubName, "SatoShop");
});
