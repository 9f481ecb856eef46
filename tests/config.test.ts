import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as assert from "uvu/assert";
import { InvalidSetting } from "../app/settings/check-value.ts";
import { configHelp, readConfig } from "../app/config.ts";
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

test("Bitcoin Core is asked where it was named, with the login of that moment", () => {
  const cookie = join(mkdtempSync(join(tmpdir(), "satoshop-config-")), ".cookie");
  writeFileSync(cookie, "__cookie__:first");
  const node = { MODE: "regtest", LND_CERT: "a certificate", LND_MACAROON_DIR: "/macaroons" };
  const named = { ...node, BITCOIND_URL: "http://127.0.0.1:8332/" };
  assert.match(refusal(named), /^BITCOIND_LOGIN is needed/);
  assert.is(readConfig(node).bitcoind, undefined);
  const { bitcoind } = readConfig({ ...named, BITCOIND_LOGIN_FILE: cookie });
  assert.equal([bitcoind?.url, bitcoind?.readLogin()], ["http://127.0.0.1:8332", "__cookie__:first"]);
  writeFileSync(cookie, "__cookie__:second");
  assert.is(bitcoind?.readLogin(), "__cookie__:second");
});

test("a setting that cannot be understood is named, with what it should be", () => {
  assert.match(refusal({ PORT: "http" }), /^PORT must be a port/);
  assert.match(refusal({ MODE: "production" }), /^MODE must be one of sandbox/);
  assert.match(refusal({ INVOICE_MINUTES: "0" }), /^INVOICE_MINUTES must be minutes/);
  assert.match(refusal({ ORIGIN: "shop" }), /^ORIGIN must be an address/);
});

test("the shop and the owner's desk have a listener each, and nobody else is let in unasked", () => {
  const { doors } = readConfig({ ORIGIN: "http://shop.lan:3000/" });
  assert.equal(
    doors.map(({ kind, origin, hasAdmin }) => [kind, origin, hasAdmin]),
    [
      ["lan", "http://shop.lan:3000", false],
      ["admin", "http://shop.lan:3001", true],
    ],
  );
});

test("a public and an onion door are opened where they are asked for, without the owner's desk", () => {
  const outside = {
    PUBLIC_PORT: "4000",
    PUBLIC_ORIGIN: "https://shop.example",
    PUBLIC_PROXY: "10.0.0.9",
    ONION_PORT: "4001",
    ONION_ORIGIN: "http://abc.onion",
  };
  const found = (environment: Record<string, string>) =>
    readConfig(environment)
      .doors.slice(2)
      .map(({ kind, port, hasAdmin, trustedProxy }) => [kind, port, hasAdmin, trustedProxy]);
  assert.equal(found(outside), [
    ["public", 4000, false, "10.0.0.9"],
    ["onion", 4001, false, undefined],
  ]);
  assert.equal(found({ ...outside, ADMIN_ON: "onion" }), [
    ["public", 4000, false, "10.0.0.9"],
    ["onion", 4001, true, undefined],
  ]);
});

test("the owner's onion door always has the desk, and only this machine reaches it", () => {
  const environment = { HOST: "0.0.0.0", ADMIN_ONION_PORT: "3091", ADMIN_ONION_ORIGIN: "http://desk.onion/" };
  const [door] = readConfig(environment).doors.slice(2);
  assert.equal(door, {
    kind: "admin-onion",
    host: "127.0.0.1",
    port: 3091,
    origin: "http://desk.onion",
    hasAdmin: true,
    trustedProxy: undefined,
  });
});

test("the desk's onion address is another than the shop's", () => {
  const environment = {
    ONION_PORT: "3090",
    ONION_ORIGIN: "http://shop.onion",
    ADMIN_ONION_PORT: "3091",
    ADMIN_ONION_ORIGIN: "http://shop.onion/",
  };
  assert.match(refusal(environment), /^ADMIN_ONION_ORIGIN must be another onion address than ONION_ORIGIN/);
});

test("a door that cannot be what it says is refused by name", () => {
  assert.match(refusal({ PUBLIC_PORT: "4000" }), /^PUBLIC_ORIGIN is needed with PUBLIC_PORT/);
  assert.match(
    refusal({ PUBLIC_PORT: "4000", PUBLIC_ORIGIN: "http://shop.example" }),
    /^PUBLIC_ORIGIN must be an https/,
  );
  assert.match(refusal({ ONION_PORT: "4001" }), /^ONION_ORIGIN is needed/);
  assert.match(refusal({ ADMIN_ONION_PORT: "4002" }), /^ADMIN_ONION_ORIGIN is needed with ADMIN_ONION_PORT/);
  assert.match(refusal({ ADMIN_ON: "everywhere" }), /^ADMIN_ON must be a list/);
});

test("a secret's value is not shown when it is wrong", () => {
  assert.not.match(refusal({ DATABASE_URL: "hunter2" }), /hunter2/);
  assert.match(refusal({ SECRET_KEY: "short" }), /^SECRET_KEY must be at least 32 characters/);
});

test("a real node needs its certificate and macaroons, and the message says so", () => {
  assert.match(refusal({ MODE: "mainnet" }), /^LND_CERT is needed in mainnet mode/);
  assert.match(refusal({ MODE: "regtest", LND_CERT: "x" }), /^LND_MACAROON_DIR is needed/);
});

test("Google needs its two settings together, and TLS where money has value", () => {
  const both = { GOOGLE_CLIENT_ID: "id", GOOGLE_CLIENT_SECRET: "secret" };
  assert.is(readConfig({}).google, undefined);
  assert.equal(readConfig(both).google?.issuer, "https://accounts.google.com");
  assert.match(refusal({ GOOGLE_CLIENT_ID: "id" }), /belong together/);
  assert.match(refusal({ GOOGLE_CLIENT_SECRET: "secret" }), /belong together/);
  const plain = { ...both, GOOGLE_ISSUER: "http://localhost:8080" };
  assert.is(readConfig(plain).google?.issuer, "http://localhost:8080");
  const real = { MODE: "mainnet", LND_CERT: "a certificate", LND_MACAROON_DIR: "/macaroons" };
  assert.match(refusal({ ...plain, ...real }), /^GOOGLE_ISSUER must be an https address in mainnet mode/);
});

test("the ways out besides the public web are named by host and port, or not at all", () => {
  assert.equal(readConfig({}).outgoing, { allowed: [], torSocks: undefined });
  const named = { TOR_SOCKS: "127.0.0.1:9050", OUTGOING_ALLOW: "printer.lan:8080,[fd00::5]:443" };
  assert.equal(readConfig(named).outgoing, {
    allowed: ["printer.lan:8080", "[fd00::5]:443"],
    torSocks: { host: "127.0.0.1", port: 9050 },
  });
  assert.equal(readConfig({ TOR_SOCKS: "[::1]:9050" }).outgoing.torSocks, { host: "::1", port: 9050 });
  for (const OUTGOING_ALLOW of ["printer.lan", "http://printer.lan:80", "10.0.0.0/8", "*:80", "a:b", "a:1 b:2"])
    assert.match(refusal({ OUTGOING_ALLOW }), /^OUTGOING_ALLOW must be pairs such as/);
  assert.match(refusal({ TOR_SOCKS: "9050" }), /^TOR_SOCKS must be/);
  assert.match(refusal({ TOR_SOCKS: "a:1,b:2" }), /^TOR_SOCKS must be one pair/);
});

test("a mint's books are read in the clear on this machine only, and with certificates from anywhere", () => {
  const lnd = { MODE: "regtest", LND_CERT: "a certificate", LND_MACAROON_DIR: "/macaroons" };
  const read = (more: Record<string, string>) => readConfig({ ...lnd, ...more }).mintRpc;
  assert.is(read({}), undefined);
  assert.is(readConfig({ MINT_RPC: "127.0.0.1:8086" }).mintRpc, undefined, "the sandbox has its own");
  assert.equal(read({ MINT_RPC: "127.0.0.1:8086" }), { address: "127.0.0.1:8086", tlsFolder: undefined });
  const elsewhere = { MINT_RPC: "mint.lan:8086", MINT_RPC_TLS_DIR: "/tls" };
  assert.equal(read(elsewhere), { address: "mint.lan:8086", tlsFolder: "/tls" });
  assert.match(refusal({ ...lnd, MINT_RPC: "mint.lan:8086" }), /^MINT_RPC is another machine's: MINT_RPC_TLS_DIR/);
  assert.match(refusal({ ...lnd, MINT_RPC: "127.0.0.1:1,127.0.0.1:2" }), /^MINT_RPC must be one pair/);
  assert.match(refusal({ ...lnd, MINT_RPC: "8086" }), /^MINT_RPC must be pairs/);
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
