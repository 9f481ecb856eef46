import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as assert from "uvu/assert";
import { newClientKey } from "../../appliance/node-config/client-key.ts";
import { torrc } from "../../appliance/node-config/torrc.ts";
import { freePorts } from "../../scripts/regtest/stack/ports.ts";
import { until } from "../../scripts/regtest/stack/until.ts";
import { startWatchdog } from "../../scripts/regtest/stack/watchdog.ts";
import { startHub } from "../support/hub-process.ts";
import { suite } from "../support/suite.ts";
import { askBySocks } from "./tor/ask-by-socks.ts";
import type { Asked } from "./tor/ask-by-socks.ts";
import { startPrivateNetwork } from "./tor/private-network.ts";

const test = suite("installed/tor");
const LONG = { timeoutMs: 180_000 };

const folder = mkdtempSync(join(tmpdir(), "satoshop-tor-"));
const watchdog = startWatchdog();
const [shopDoor = 0, deskDoor = 0, strangerSocks = 0, ownerSocks = 0] = await freePorts(4);

// The service's folder is there, and the owner's key in it, before tor first announces the desk.
const folders = { shop: join(folder, "shop"), desk: join(folder, "desk") };
const key = newClientKey();
mkdirSync(join(folders.desk, "authorized_clients"), { recursive: true, mode: 0o700 });
writeFileSync(join(folders.desk, "authorized_clients", "owner.auth"), key.authorization, { mode: 0o600 });

const file = join(folder, "satoshop.torrc");
writeFileSync(file, torrc({ doors: { shop: shopDoor, desk: deskDoor }, folders, hasProofOfWork: true }));

const network = await startPrivateNetwork(join(folder, "network"), watchdog);
network.start("board", ["SocksPort 0", `%include ${file}`]);
const nameOf = (service: string) =>
  until("tor has made its names", 30_000, async () => readFileSync(join(service, "hostname"), "utf8").trim());
const [shop, desk] = [await nameOf(folders.shop), await nameOf(folders.desk)];
const hub = await startHub({
  DATA_DIR: join(folder, "hub"),
  DEMO: "0",
  ONION_PORT: String(shopDoor),
  ONION_ORIGIN: `http://${shop}`,
  ADMIN_ONION_PORT: String(deskDoor),
  ADMIN_ONION_ORIGIN: `http://${desk}`,
});

const authFolder = join(folder, "owners-keys");
mkdirSync(authFolder, { mode: 0o700 });
const authorization = `${desk.replace(".onion", "")}:descriptor:x25519:${key.secret}\n`;
writeFileSync(join(authFolder, "desk.auth_private"), authorization, { mode: 0o600 });
network.start("stranger", [`SocksPort ${strangerSocks} ExtendedErrors`]);
network.start("owner", [`SocksPort ${ownerSocks} ExtendedErrors`, `ClientOnionAuthDir ${authFolder}`]);

/** The network comes up, and the services are announced in it, within half a minute or so. */
function untilAnswered(socks: number, host: string, path: string): Promise<Asked> {
  return until(`${path} of an onion service`, 120_000, async () => {
    const asked = await askBySocks(socks, host, path);
    return asked.reply === "connected" ? asked : undefined;
  });
}

test("a real tor takes the whole file", () => {
  const args = [
    "--defaults-torrc",
    "/dev/null",
    "--DataDirectory",
    join(folder, "verify"),
    "-f",
    file,
    "--verify-config",
  ];
  const said = execFileSync("tor", args, { encoding: "utf8" });
  assert.match(said, "Configuration was valid");
  const warnings = said.split("\n").filter((line) => line.includes("[warn]"));
  assert.equal(
    warnings.filter((line) => !/running Tor as root|ControlPort is open/.test(line)),
    [],
  );
});

test("tor makes two services with names of their own, whose keys only it can read", () => {
  for (const name of [shop, desk]) assert.match(name, /^[a-z2-7]{56}\.onion$/);
  assert.is.not(shop, desk);
  for (const service of [folders.shop, folders.desk]) {
    assert.is(statSync(service).mode & 0o777, 0o700);
    assert.is(statSync(join(service, "hs_ed25519_secret_key")).mode & 0o777, 0o600);
  }
});

test(
  "whoever knows the shop's onion address gets the shop, without a desk in it",
  async () => {
    const { status, page } = await untilAnswered(strangerSocks, shop, "/");
    assert.is(status, 200);
    assert.match(page, "<title>");
    assert.not.match(page, desk);
    assert.is((await untilAnswered(strangerSocks, shop, "/owner")).status, 404);
  },
  LONG,
);

test(
  "whoever has the owner's key gets the desk, and is asked to sign in",
  async () => {
    const { status, page } = await untilAnswered(ownerSocks, desk, "/owner");
    assert.is(status, 401);
    assert.match(page, /href="\/sign-in|action="\/sign-in/);
  },
  LONG,
);

test(
  "whoever knows the desk's address and lacks the key is let nowhere",
  async () => {
    await untilAnswered(ownerSocks, desk, "/");
    const { reply } = await askBySocks(strangerSocks, desk, "/");
    assert.is(reply, "client authorization missing");
  },
  LONG,
);

test.after(async () => {
  await hub.stop();
  await network.stop();
  watchdog.close();
  rmSync(folder, { recursive: true, force: true });
});
