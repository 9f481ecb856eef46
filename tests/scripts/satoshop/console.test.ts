import { readFileSync, statSync } from "node:fs";
import type { NetworkInterfaceInfo } from "node:os";
import { join } from "node:path";
import * as assert from "uvu/assert";
import { readConfig } from "../../../app/config.ts";
import { issueOf } from "../../../scripts/satoshop/console/issue.ts";
import { shopAddresses } from "../../../scripts/satoshop/console/shop-addresses.ts";
import { suite } from "../../support/suite.ts";
import { readTerminalQr } from "../terminal-qr.ts";
import { newFolder, type } from "../terminal.ts";

const test = suite("scripts/satoshop/console");

const at = (address: string, internal = false): NetworkInterfaceInfo => ({
  address,
  internal,
  family: "IPv4",
  netmask: "255.255.255.0",
  mac: "00:00:00:00:00:00",
  cidr: `${address}/24`,
});
const interfaces = {
  lo: [at("127.0.0.1", true)],
  end0: [at("192.168.1.20")],
  docker0: [at("172.17.0.1")],
  end1: [at("169.254.3.4")],
};

const addresses = (environment: Record<string, string>, there = interfaces) =>
  shopAddresses(readConfig(environment).doors, there);

test("on the whole LAN the shop is found by number and by name, and by no address inside the board", () => {
  assert.equal(addresses({ HOST: "0.0.0.0" }), ["http://192.168.1.20:3000", "http://satoshop.local:3000"]);
});

test("the address that the owner gave comes first", () => {
  const [first] = addresses({ HOST: "0.0.0.0", ORIGIN: "http://shop.lan:3000" });
  assert.is(first, "http://shop.lan:3000");
});

test("a shop that only this machine reaches is not said to be elsewhere", () => {
  assert.equal(addresses({}), ["http://127.0.0.1:3000"]);
});

test("without a network it says so, and draws no code", () => {
  const issue = issueOf(addresses({ HOST: "0.0.0.0" }, { ...interfaces, end0: [] }));
  assert.match(issue, "no address in the network yet");
  assert.not.match(issue, "█");
});

test("a phone reads the first address off the screen", () => {
  const issue = issueOf(["http://192.168.1.20:3000", "http://satoshop.local:3000"]);
  assert.is(readTerminalQr(issue), "http://192.168.1.20:3000");
  assert.match(issue, "  http://satoshop.local:3000\n");
});

test("nothing in it is an order to the login prompt", () => {
  assert.match(issueOf(["http://shop\\e{red}"]), "http://shop\\\\e{red}");
});

test("it fits the smallest screen", () => {
  const lines = issueOf(["http://192.168.100.200:3000", "http://satoshop.local:3000"]).split("\n");
  assert.ok(lines.length <= 24, `${lines.length} lines`);
  assert.ok(lines.every((line) => line.length <= 80));
});

test("the file can be read by everybody and holds no secret", async () => {
  const file = join(newFolder(), "issue.d", "satoshop.issue");
  const key = "k".repeat(40);
  const { code, said } = await type(`console --into ${file}`, {
    HOST: "0.0.0.0",
    ORIGIN: "http://shop.lan:3000",
    SECRET_KEY: key,
  });
  assert.is(code, 0);
  assert.match(said, file);
  assert.is(statSync(file).mode & 0o777, 0o644);
  assert.is(readTerminalQr(readFileSync(file, "utf8")), "http://shop.lan:3000");
  assert.not.match(readFileSync(file, "utf8"), key);
});
