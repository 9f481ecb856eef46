import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bitcoinConf } from "../../../appliance/node-config/bitcoin-conf.ts";
import type { BitcoindBoard } from "../../../appliance/node-config/bitcoin-conf.ts";
import { ensureBitcoind } from "../../../scripts/regtest/daemons/bitcoind.ts";
import { startDaemon } from "../../../scripts/regtest/stack/daemon.ts";
import type { Daemon } from "../../../scripts/regtest/stack/daemon.ts";
import { bitcoindRpc } from "../../../scripts/regtest/stack/rpc.ts";
import type { Rpc } from "../../../scripts/regtest/stack/rpc.ts";
import { until } from "../../../scripts/regtest/stack/until.ts";
import type { Watchdog } from "../../../scripts/regtest/stack/watchdog.ts";

/** A real bitcoind that was given nothing but its generated file, and where it keeps its data. */
export type ConfiguredBitcoind = {
  daemon: Daemon;
  /** With the login of the cookie file. */
  rpc: Rpc;
  url: string;
  /** All that it printed so far. */
  printed: () => string;
  /** What it told systemd, one order a line. */
  notified: () => string[];
};

/** Starts it in `folder`; a `systemd-notify` that only writes down what it was told stands in systemd's place. */
export async function startConfigured(
  folder: string,
  board: BitcoindBoard,
  watchdog: Watchdog,
): Promise<ConfiguredBitcoind> {
  const { bitcoind } = await ensureBitcoind();
  const [conf, data, bin] = ["bitcoin.conf", "data", "bin"].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  const [logFile, notices] = [join(folder, "output.log"), join(folder, "notices")];
  for (const each of [data, bin]) mkdirSync(each, { recursive: true });
  writeFileSync(conf, bitcoinConf(board), { mode: 0o600 });
  writeFileSync(notices, "");
  writeFileSync(join(bin, "systemd-notify"), `#!/bin/sh\necho "$@" >> ${notices}\n`);
  chmodSync(join(bin, "systemd-notify"), 0o755);
  const daemon = startDaemon({
    name: "bitcoind",
    command: bitcoind,
    // The login of each call is logged with it, and never the password.
    args: [`-conf=${conf}`, `-datadir=${data}`, "-debug=rpc"],
    env: { PATH: `${bin}:${process.env["PATH"] ?? ""}` },
    logFile,
    watchdog,
  });
  const url = `http://127.0.0.1:${board.ports.bitcoindRpc}`;
  const rpc: Rpc = (method, params) => cookieRpc(url, data)(method, params);
  await until("bitcoind answers", 30_000, async () => {
    daemon.assertRunning();
    return rpc("getblockcount");
  });
  return {
    daemon,
    rpc,
    url,
    printed: () => readFileSync(logFile, "utf8"),
    notified: () => readFileSync(notices, "utf8").trim().split("\n"),
  };
}

function cookieRpc(rpcUrl: string, data: string): Rpc {
  const [user = "", password = ""] = readFileSync(join(data, "regtest", ".cookie"), "utf8").split(":");
  return bitcoindRpc({ rpcUrl, user, password });
}
