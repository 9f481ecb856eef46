import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { getWalletInfo, sendToChainAddress } from "lightning";
import * as assert from "uvu/assert";
import { lndLines } from "../../appliance/node-config/lnd-conf.ts";
import type { LndBoard } from "../../appliance/node-config/lnd-conf.ts";
import { mintConf } from "../../appliance/node-config/mint-conf.ts";
import { NODE_PORTS } from "../../appliance/node-config/ports.ts";
import { ensureCdkMintd } from "../../scripts/regtest/daemons/cdk-mintd.ts";
import { run } from "../../scripts/regtest/daemons/run.ts";
import { keepMintMacaroon, startMint } from "../../scripts/regtest/mints/mint.ts";
import { makeRpcCertificates } from "../../scripts/regtest/mints/rpc-certificates.ts";
import { startDaemon } from "../../scripts/regtest/stack/daemon.ts";
import { closeLnd, untilServing, untilSynced } from "../../scripts/regtest/stack/lnd.ts";
import { freePorts } from "../../scripts/regtest/stack/ports.ts";
import { mineBlocks } from "../../scripts/regtest/stack/rpc.ts";
import { until } from "../../scripts/regtest/stack/until.ts";
import { startWatchdog } from "../../scripts/regtest/stack/watchdog.ts";
import { suite } from "../support/suite.ts";
import { startConfigured } from "./node/configured-bitcoind.ts";
import { configuredLnd, connectTo, makeWallet, newAddress, settingsOf } from "./node/configured-lnd.ts";

const test = suite("installed/lnd.conf and mint.toml");
const LONG = { timeoutMs: 180_000 };

const folder = mkdtempSync(join(tmpdir(), "satoshop-lnd-"));
const watchdog = startWatchdog();
const logins = { hub: { user: "satoshop", password: "a" }, lnd: { user: "lnd", password: "LND's password" } };
const PASSWORD = "the wallet's password";

const [rpc = 0, blocks = 0, transactions = 0, peers = 0, grpc = 0, socks = 0, control = 0, mint = 0, mintRpc = 0] =
  await freePorts(9);
const ports = {
  ...NODE_PORTS,
  bitcoindRpc: rpc,
  blocks,
  transactions,
  lndPeers: peers,
  lndGrpc: grpc,
  torSocks: socks,
  torControl: control,
  mint,
  mintRpc,
};
const board: LndBoard = {
  network: "regtest",
  ports,
  alias: "Corner",
  login: logins.lnd,
  passwordFile: join(folder, "wallet-password"),
  channelCache: 4321,
  database: "sqlite",
};
writeFileSync(board.passwordFile, PASSWORD, { mode: 0o600 });

/** A real tor that has no network: it takes LND's onion service all the same. */
function startTor() {
  const data = join(folder, "tor");
  mkdirSync(data, { mode: 0o700 });
  const lines = [
    `DataDirectory ${data}`,
    `SocksPort ${socks}`,
    `ControlPort ${control}`,
    "CookieAuthentication 1",
    "DisableNetwork 1",
  ];
  writeFileSync(join(folder, "torrc"), `${lines.join("\n")}\n`);
  const args = ["-f", join(folder, "torrc"), "--defaults-torrc", "/dev/null"];
  return startDaemon({ name: "tor", command: "tor", args, logFile: join(folder, "tor.log"), watchdog });
}

const tor = startTor();
const memory = { dbcacheMib: 50, maxmempoolMb: 100, phase: "tip", pruneMib: 550 } as const;
const bitcoind = await startConfigured(
  join(folder, "bitcoind"),
  { network: "regtest", ports, logins, ...memory },
  watchdog,
);
await mineBlocks(bitcoind.rpc, 1);
const node = await configuredLnd(join(folder, "lnd"), board, watchdog);

test(
  "a new LND starts with it and waits for its wallet, which is then opened at every start by the file alone",
  async () => {
    await node.start();
    await makeWallet(node, PASSWORD);
    const lnd = await connectTo(node);
    await untilServing(lnd);
    closeLnd(lnd);
    await node.stop();
    await node.start();
    const again = await connectTo(node);
    assert.match(await untilServing(again), /^0[23][0-9a-f]{64}$/);
    closeLnd(again);
  },
  LONG,
);

test(
  "every line of it is what LND does",
  async () => {
    const lnd = await connectTo(node);
    const settings = await settingsOf(lnd);
    for (const { option, value } of lndLines(board)) {
      // What may be given several times stands in brackets, and so does what is hidden.
      const told = settings[option]?.replace(/^\[(.*)\]$/, "$1").replace(/m0s$/, "m");
      assert.is(told, option === "bitcoind.rpcpass" ? "redacted" : value, option);
    }
    assert.is(settings["invoices.holdexpirydelta"], "18");
    closeLnd(lnd);
  },
  LONG,
);

test(
  "it has an onion service at Tor, and follows the pruned chain of the bitcoind beside it",
  async () => {
    const lnd = await connectTo(node);
    await untilSynced(lnd, 1);
    const { alias, uris = [] } = await until("LND has its onion address", 30_000, async () => {
      const info = await getWalletInfo({ lnd });
      return (info.uris ?? []).length > 0 ? info : undefined;
    });
    assert.is(alias, "Corner");
    assert.match(uris.join(" "), /^[0-9a-f]{66}@[a-z2-7]{56}\.onion:9735$/);
    closeLnd(lnd);
  },
  LONG,
);

test(
  "its login at bitcoind may do all that it asks: take coins, and send some",
  async () => {
    const lnd = await connectTo(node);
    await mineBlocks(bitcoind.rpc, 101, await newAddress(lnd));
    await untilSynced(lnd, 102);
    const sent = await until("LND has coins", 30_000, async () =>
      sendToChainAddress({ lnd, address: await newAddress(lnd), tokens: 50_000 }),
    );
    const waiting = await bitcoind.rpc("getmempoolentry", [sent.id]);
    assert.ok(waiting);
    const asked = [...bitcoind.printed().matchAll(/method=(\w+) user=lnd/g)].map(([, method]) => method);
    for (const method of [
      "sendrawtransaction",
      "getblock",
      "getdeploymentinfo",
      "getnodeaddresses",
      "estimatesmartfee",
    ])
      assert.ok(asked.includes(method), `${method} was asked: ${[...new Set(asked)].join(", ")}`);
    assert.not.match(bitcoind.printed(), /not allowed to call method/);
    closeLnd(lnd);
  },
  LONG,
);

test(
  "a real cdk-mintd takes its configuration and has LND's money behind it",
  async () => {
    const command = await ensureCdkMintd();
    const work = join(folder, "mint");
    mkdirSync(work, { mode: 0o700 });
    const mnemonicFile = join(work, "mnemonic");
    writeFileSync(mnemonicFile, `${"abandon ".repeat(11)}about\n`, { mode: 0o600 });
    const tlsFolder = await makeRpcCertificates(join(work, "tls"));
    const macaroonFile = await keepMintMacaroon(work, { ...node, restPort: 0, p2pPort: peers, dir: work });
    const file = join(work, "mint.toml");
    writeFileSync(
      file,
      mintConf({ ports, name: "Corner", mnemonicFile, lndCertFile: node.certPath, macaroonFile, tlsFolder }),
    );
    const config = ["--work-dir", work, "config"];
    await run(command, [...config, "validate", "--file", file]);
    await run(command, [...config, "init", "--new-mint", "--file", file]);
    const running = await startMint(mint, {
      name: "cdk-mintd",
      command,
      args: ["--work-dir", work],
      logFile: join(work, "output.log"),
    });
    const info = (await (await fetch(`${running.url}/v1/info`)).json()) as { name: string };
    assert.is(info.name, "Corner");
    const quote = await fetch(`${running.url}/v1/mint/quote/bolt11`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ amount: 21, unit: "sat" }),
    });
    assert.match(((await quote.json()) as { request: string }).request, /^lnbcrt210n1/);
    assert.not.match(readFileSync(file, "utf8"), "abandon", "the words stand elsewhere");
    await running.stop();
  },
  LONG,
);

test.after(async () => {
  await node.stop();
  await bitcoind.daemon.stop();
  await tor.stop();
  watchdog.close();
  rmSync(folder, { recursive: true, force: true });
});
