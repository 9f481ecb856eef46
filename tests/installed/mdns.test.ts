import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as assert from "uvu/assert";
import { facts } from "../../appliance/facts.ts";
import { MDNS_NAME, avahiService } from "../../appliance/node-config/avahi-service.ts";
import { suite } from "../support/suite.ts";

const test = suite("installed/mdns");
const here = join(import.meta.dirname, "mdns");

const folder = mkdtempSync(join(tmpdir(), "satoshop-mdns-"));
mkdirSync(join(folder, "services"));
writeFileSync(join(folder, "services", "satoshop.service"), avahiService());
writeFileSync(
  join(folder, "avahi-daemon.conf"),
  `[server]\nhost-name=${MDNS_NAME}\nuse-ipv6=no\nenable-dbus=no\nallow-interfaces=lo\n[publish]\n[rlimits]\n`,
);
test.after(() => rmSync(folder, { recursive: true, force: true }));

test("a real avahi tells the LAN where satoshop.local is, and at which port the shop", () => {
  const name = `${facts.name} on ${MDNS_NAME}`;
  const questions = [`A:${MDNS_NAME}/local`, "PTR:_http/_tcp/local", `SRV:${name}/_http/_tcp/local`];
  const script = ["sh", join(here, "lan.sh"), folder, process.execPath, join(here, "ask.ts"), ...questions];
  const said = execFileSync("unshare", ["--mount", "--net", ...script], { encoding: "utf8", timeout: 20_000 });
  const [address, offer, place] = said
    .trim()
    .split("\n")
    .map((line) => Buffer.from(line, "hex"));
  assert.ok(address?.includes(Buffer.from([0, 4, 127, 0, 0, 1])), "an A record of four bytes");
  assert.ok(offer?.includes(name));
  // Priority and weight are 0, and the port stands behind them (RFC 2782).
  assert.ok(place?.includes(Buffer.from([0, 0, 0, 0, facts.ports.shop >> 8, facts.ports.shop & 255])));
});
