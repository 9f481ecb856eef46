import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as assert from "uvu/assert";
import { InvalidSetting, configHelp, readConfig } from "../app/config.ts";
import { suite } from "./support/suite.ts";

const test = suite("config");

function refusal(environment: Record<string, string>): string {
  try {
    readConfig(environment);
    return "accepted";
  } catch (error) {
    assert.instance(error, InvalidSetting);
    return error instanceof Error ? error.message : "";
  }
}

test("without any setting the hub is a sandbox for this machine only", () => {
  const config = readConfig({});
  assert.equal([config.mode, config.host, config.port, config.lnd], ["sandbox", "127.0.0.1", 3000, undefined]);
});

test("a setting that cannot be understood is named, with what it should be", () => {
  assert.match(refusal({ PORT: "http" }), /^PORT must be a port/);
  assert.match(refusal({ MODE: "production" }), /^MODE must be one of sandbox/);
  assert.match(refusal({ INVOICE_MINUTES: "0" }), /^INVOICE_MINUTES must be minutes/);
  assert.match(refusal({ ORIGIN: "shop" }), /^ORIGIN must be an address/);
});

test("a secret's value is not shown when it is wrong", () => {
  assert.not.match(refusal({ DATABASE_URL: "hunter2" }), /hunter2/);
  assert.match(refusal({ SECRET_KEY: "short" }), /^SECRET_KEY must have/);
});

test("a real node needs its certificate and macaroons, and the message says so", () => {
  assert.match(refusal({ MODE: "mainnet" }), /^LND_CERT is needed in mainnet mode/);
  assert.match(refusal({ MODE: "regtest", LND_CERT: "x" }), /^LND_MACAROON_DIR is needed/);
});

test("any setting can come from a file, but not from both places", () => {
  const file = join(mkdtempSync(join(tmpdir(), "satoshop-config-")), "key");
  writeFileSync(file, `${"k".repeat(40)}\n`);
  assert.is(readConfig({ SECRET_KEY_FILE: file }).secretKey, "k".repeat(40));
  assert.match(refusal({ SECRET_KEY_FILE: file, SECRET_KEY: "k".repeat(40) }), /both set/);
  assert.match(refusal({ SECRET_KEY_FILE: `${file}.missing` }), /cannot be read/);
});

test("the help names every setting", () => {
  for (const name of ["MODE", "HOST", "PORT", "ORIGIN", "DATA_DIR", "DATABASE_URL", "LND_SOCKET"])
    assert.match(configHelp(), name);
});
