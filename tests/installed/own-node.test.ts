import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pay } from "lightning";
import * as assert from "uvu/assert";
import { run } from "../../scripts/regtest/daemons/run.ts";
import { ensureDaemons } from "../../scripts/regtest/build.ts";
import { startDaemon } from "../../scripts/regtest/stack/daemon.ts";
import { startWatchdog } from "../../scripts/regtest/stack/watchdog.ts";
import { startStack } from "../../scripts/regtest/stack.ts";
import { freePorts } from "../../scripts/regtest/stack/ports.ts";
import { until } from "../../scripts/regtest/stack/until.ts";
import { apiClient } from "../support/api-client.ts";
import { bootBoard } from "../support/board/board.ts";
import { debian } from "../support/board/debian.ts";
import { madeRelease } from "../support/board/release.ts";
import { orderOneThing, payAsPracticeBuyer } from "../support/board/practice-buyer.ts";
import { rejects, suite } from "../support/suite.ts";

const test = suite("installed/own-node");
const LONG = { timeoutMs: 180_000 };

const release = madeRelease();
const stack = await startStack();
const watchdog = startWatchdog();
const [port = 0, adminPort = 0] = await freePorts(2);
const board = await bootBoard(await debian("bare"), {
  folders: { "/var/lib/lnd": stack.shop.dir },
  sharesNetwork: true,
});
await run("tar", ["-xzf", release.archive, "-C", join(board.root, "srv")]);
writeFileSync(join(stack.shop.dir, "lnd.conf"), `[Application Options]\nrpclisten=${stack.shop.socket}\n`);
test.after(async () => {
  await board.remove();
  await stack.stop();
});

const shop = `http://127.0.0.1:${port}`;
const ports = `--set PORT=${port} --set ADMIN_PORT=${adminPort}`;
const install = (options: string) => board.sh(`sh /srv/${release.name}/install.sh ${options}`);

test("LND is found by its process, in whatever folder it is", async () => {
  const macaroon = join(board.root, "srv/node/data/chain/bitcoin/signet/admin.macaroon");
  mkdirSync(dirname(macaroon), { recursive: true });
  for (const file of [macaroon, join(board.root, "srv/node/tls.cert")]) writeFileSync(file, "");
  await board.sh("cp /bin/sh /srv/lnd; /srv/lnd -c 'sleep 600; :' - --lnddir=/srv/node >/dev/null 2>&1 &");
  const { stdout } = await install("--dry-run");
  assert.match(stdout, "found LND in /srv/node, on signet");
  await board.sh("pkill -x lnd; rm -r /srv/node");
});

test(
  "once LND is there, the command that made a sandbox makes a shop on that node, and takes nothing along",
  async () => {
    assert.is((await install(`--sandbox ${ports}`)).code, 0);
    const practice = await payAsPracticeBuyer(shop);
    const { code, stdout, stderr } = await install("--set DEMO=1");
    assert.is(code, 0, stderr);
    assert.match(stdout, "found LND in /var/lib/lnd, on regtest");
    assert.match(stdout, "runs in regtest mode");
    assert.is((await rejects(apiClient(shop).readOrder(practice))).message.slice(0, 3), "404");
    assert.match((await board.sh("ls /var/lib/satoshop/sandbox-*")).stdout, "hub.sqlite");
  },
  LONG,
);

test("the hub has macaroons that can do little, and not the one that can do everything", async () => {
  const { stdout } = await board.sh("find /etc/satoshop /var/lib/satoshop -name '*.macaroon'");
  assert.match(stdout, "/var/lib/satoshop/macaroons/receive.macaroon");
  assert.not.match(stdout, "admin");
});

test(
  "a buyer pays that shop over Lightning",
  async () => {
    const buyer = apiClient(shop);
    const order = await orderOneThing(buyer);
    await pay({ lnd: stack.buyer.lnd, request: order.charge.lightning.bolt11 });
    await until("the order is paid", 30_000, async () =>
      (await buyer.readOrder(order)).state === "paid" ? true : undefined,
    );
  },
  LONG,
);

test(
  "a certificate that LND renews is brought to the hub",
  async () => {
    writeFileSync(join(stack.shop.dir, "tls.cert"), "renewed\n", { flag: "a" });
    await until("the copy is renewed", 20_000, async () =>
      (await board.sh("cat /etc/satoshop/lnd/tls.cert")).stdout.endsWith("renewed\n") ? true : undefined,
    );
  },
  LONG,
);

/** Bitcoin Core where it listens by itself, and what more its owner has told it. */
async function startBitcoind(told: readonly string[]) {
  const folder = mkdtempSync(join(tmpdir(), "satoshop-bitcoind-"));
  const { bitcoind } = await ensureDaemons();
  const quiet = ["-regtest", `-datadir=${folder}`, "-listen=0", "-printtoconsole=0", "-rpcport=18443"];
  const args = [...quiet, ...told.map((line) => `-${line}`)];
  const daemon = startDaemon({ name: "bitcoind", command: bitcoind, args, logFile: join(folder, "log"), watchdog });
  await until("bitcoind answers", 30_000, async () => (await fetch("http://127.0.0.1:18443")).status);
  return daemon;
}

test(
  "a bitcoind that does not know the hub is told of, and one that does is asked from then on",
  async () => {
    const stranger = await startBitcoind([]);
    assert.match((await install("")).stdout, "bitcoind runs here and does not know the hub");
    await stranger.stop();
    const { stdout: proposed } = await board.sh("cat /etc/satoshop/node/bitcoin.conf");
    const lines = proposed.split("\n").filter((line) => /^rpc(?:auth|whitelist)=satoshop:/.test(line));
    assert.is(lines.length, 2);
    const friend = await startBitcoind(lines);
    const { stdout } = await install("--dry-run");
    await friend.stop();
    assert.match(stdout, "found bitcoind at http://127.0.0.1:18443");
    assert.match(stdout, "would write /etc/satoshop/bitcoind.login");
  },
  LONG,
);

test(
  "a second run finds everything as it should be",
  async () => {
    const { code, stdout } = await install("");
    assert.is(code, 0);
    assert.is(stdout.split("\n")[0], "Nothing had to be changed.");
  },
  LONG,
);
