import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as assert from "uvu/assert";
import type { BitcoindBoard } from "../../appliance/node-config/bitcoin-conf.ts";
import { NODE_PORTS } from "../../appliance/node-config/ports.ts";
import type { NodePorts } from "../../appliance/node-config/ports.ts";
import { RPC_ALLOWED } from "../../appliance/node-config/rpc-login.ts";
import { freePorts } from "../../scripts/regtest/stack/ports.ts";
import { until } from "../../scripts/regtest/stack/until.ts";
import { startWatchdog } from "../../scripts/regtest/stack/watchdog.ts";
import { suite } from "../support/suite.ts";
import { startConfigured } from "./node/configured-bitcoind.ts";
import type { ConfiguredBitcoind } from "./node/configured-bitcoind.ts";

const test = suite("installed/bitcoin.conf");

const folder = mkdtempSync(join(tmpdir(), "satoshop-bitcoind-"));
const watchdog = startWatchdog();
const logins = {
  hub: { user: "satoshop", password: "hub's password" },
  lnd: { user: "lnd", password: "LND's password" },
};

async function boardOf(): Promise<BitcoindBoard> {
  const [bitcoindRpc = 0, blocks = 0, transactions = 0] = await freePorts(3);
  const ports: NodePorts = { ...NODE_PORTS, bitcoindRpc, blocks, transactions };
  return { network: "regtest", ports, dbcacheMib: 321, maxmempoolMb: 234, phase: "tip", pruneMib: 600, logins };
}

const board = await boardOf();
let node: ConfiguredBitcoind;

async function answer(
  login: { user: string; password: string },
  method: string,
  params: unknown[] = [],
): Promise<number> {
  const authorization = `Basic ${Buffer.from(`${login.user}:${login.password}`).toString("base64")}`;
  const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method, params });
  const { status } = await fetch(node.url, { method: "POST", headers: { authorization }, body });
  return status;
}

test("a real bitcoind starts with it and knows every line", async () => {
  node = await startConfigured(folder, board, watchdog);
  assert.not.match(node.printed(), /Ignoring unknown configuration value|only applied on|[Ww]arning:/);
});

test("what it says is what bitcoind does", async () => {
  const chain = await node.rpc("getblockchaininfo");
  const { chain: name, pruned, automatic_pruning, prune_target_size } = chain as Record<string, unknown>;
  assert.equal([name, pruned, automatic_pruning, prune_target_size], ["regtest", true, true, 600 * 2 ** 20]);
  const { maxmempool } = (await node.rpc("getmempoolinfo")) as Record<string, unknown>;
  assert.is(maxmempool, 234e6);
  const { localrelay, networks } = (await node.rpc("getnetworkinfo")) as { localrelay: boolean; networks: Network[] };
  assert.is(localrelay, true, "transactions of others are taken");
  const proxies = networks.map(({ name: network, proxy }) => [network, proxy]).filter(([, proxy]) => proxy !== "");
  assert.equal(proxies, [["onion", "127.0.0.1:9050"]]);
  const printed = node.printed();
  assert.match(printed, /Using at most 40 automatic connections/);
  assert.not.match(printed, "Bound to ", "nobody is let in");
  const sizes = [...printed.matchAll(/^.*\* Using ([\d.]+) MiB for /gm)].map(([, mib]) => Number(mib));
  const coins = sizes.reduce((sum, mib) => sum + mib, 0);
  assert.ok(coins >= 320 && coins <= 322 + 234, `${coins} MiB of caches`);
});

type Network = { name: string; proxy: string };

test("the hub and LND may ask what they need, and nothing else", async () => {
  const tip = await node.rpc("getbestblockhash");
  assert.is(await answer(logins.hub, "getblockheader", [tip]), 200);
  assert.is(await answer(logins.lnd, "getblock", [tip]), 200);
  for (const method of ["stop", "sendrawtransaction", "getpeerinfo"]) assert.is(await answer(logins.hub, method), 403);
  for (const method of ["stop", "invalidateblock", "addnode", "getrpcinfo"])
    assert.is(await answer(logins.lnd, method), 403);
  assert.is(await answer({ ...logins.hub, password: "another" }, "getblockchaininfo"), 401);
});

test("every call that LND may make is one that this bitcoind has, but for the one that it must not have", async () => {
  const known = String(await node.rpc("help"))
    .split("\n")
    .map((line) => line.split(" ")[0]);
  const missing = Object.values(RPC_ALLOWED)
    .flat()
    .filter((method) => !known.includes(method));
  // The bitcoind of the tests is built without ZeroMQ.
  assert.equal(
    missing.filter((method) => method !== "getzmqnotifications"),
    ["getinfo"],
  );
});

test("systemd hears when it is ready, and when it begins to stop", async () => {
  await until("it says that it is ready", 5_000, async () => node.notified().includes("--ready") || undefined);
  await node.daemon.stop();
  assert.equal(node.notified(), ["--ready", "--stopping"]);
});

test.after(async () => {
  await node.daemon.stop();
  watchdog.close();
  rmSync(folder, { recursive: true, force: true });
});
