import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createChainAddress, createSeed, createWallet, unauthenticatedLndGrpc } from "lightning";
import type { AuthenticatedLnd } from "lightning";
import { lndConf } from "../../../appliance/node-config/lnd-conf.ts";
import type { LndBoard } from "../../../appliance/node-config/lnd-conf.ts";
import { ensureLnd } from "../../../scripts/regtest/daemons/lnd.ts";
import { startDaemon } from "../../../scripts/regtest/stack/daemon.ts";
import type { Daemon } from "../../../scripts/regtest/stack/daemon.ts";
import { connectLnd } from "../../../scripts/regtest/stack/lnd.ts";
import { until } from "../../../scripts/regtest/stack/until.ts";
import type { Watchdog } from "../../../scripts/regtest/stack/watchdog.ts";

const START_WITHIN_MS = 60_000;

/** A real LND that was given nothing but its generated file, and where it keeps its data. */
export type ConfiguredLnd = {
  socket: string;
  certPath: string;
  adminMacaroonPath: string;
  printed: () => string;
  start: () => Promise<void>;
  stop: () => Promise<void>;
};

export async function configuredLnd(folder: string, board: LndBoard, watchdog: Watchdog): Promise<ConfiguredLnd> {
  const { lnd: command } = await ensureLnd();
  mkdirSync(folder, { recursive: true });
  const [conf, data, logFile] = [join(folder, "lnd.conf"), join(folder, "data"), join(folder, "output.log")];
  writeFileSync(conf, lndConf(board), { mode: 0o600 });
  // The bitcoind of the tests is built without ZeroMQ, and regtest has no peers to ask for.
  const args = [`--configfile=${conf}`, `--lnddir=${data}`, "--bitcoind.rpcpolling", "--nobootstrap"];
  let daemon: Daemon | undefined;
  const certPath = join(data, "tls.cert");
  return {
    socket: `localhost:${board.ports.lndGrpc}`,
    certPath,
    adminMacaroonPath: join(data, "data", "chain", "bitcoin", "regtest", "admin.macaroon"),
    printed: () => readFileSync(logFile, "utf8"),
    start: async () => {
      const started = startDaemon({ name: "lnd", command, args, logFile, watchdog });
      daemon = started;
      await until("lnd has its certificate", START_WITHIN_MS, async () => {
        started.assertRunning();
        return existsSync(certPath) || undefined;
      });
    },
    stop: async () => daemon?.stop(),
  };
}

/** What the owner does once, with `lncli create`. */
export async function makeWallet({ socket, certPath }: ConfiguredLnd, password: string): Promise<void> {
  const { lnd } = unauthenticatedLndGrpc({ socket, cert: readFileSync(certPath).toString("base64") });
  const seed = await until("lnd waits for a wallet", START_WITHIN_MS, async () => (await createSeed({ lnd })).seed);
  await createWallet({ lnd, seed, password });
}

/** LND's own word on how it is set up. */
export async function settingsOf(lnd: AuthenticatedLnd): Promise<Record<string, string>> {
  return new Promise((resolve, reject) =>
    lnd.default.getDebugInfo({}, (error: Error | null, answer: { config: Record<string, string> }) =>
      error === null ? resolve(answer.config) : reject(error),
    ),
  );
}

/** An admin connection to it; its macaroon is there as soon as its wallet is. */
export async function connectTo(node: ConfiguredLnd): Promise<AuthenticatedLnd> {
  return until("lnd has its macaroon", START_WITHIN_MS, async () => connectLnd(node));
}

export async function newAddress(lnd: AuthenticatedLnd): Promise<string> {
  return (await createChainAddress({ lnd, format: "p2wpkh" })).address;
}
