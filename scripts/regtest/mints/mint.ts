import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bakeMintMacaroon } from "../../../app/gateways/lightning/setup.ts";
import { startDaemon } from "../stack/daemon.ts";
import type { Daemon, DaemonOptions } from "../stack/daemon.ts";
import type { LndNode } from "../stack/lnd.ts";
import { until } from "../stack/until.ts";
import { startWatchdog } from "../stack/watchdog.ts";

/** A mint that runs beside a node of the stack. */
export interface RunningMint {
  url: string;
  /** SIGKILL, and a start on the same folder and port. */
  restartAfterKill: () => Promise<void>;
  stop: () => Promise<void>;
}

const START_DEADLINE_MS = 60_000;

/** Starts a mint's program and waits until it answers. */
export async function startMint(port: number, program: Omit<DaemonOptions, "watchdog">): Promise<RunningMint> {
  const url = `http://127.0.0.1:${port}`;
  const watchdog = startWatchdog();
  const start = async (): Promise<Daemon> => {
    const daemon = startDaemon({ ...program, watchdog });
    await until(`${program.name} answers`, START_DEADLINE_MS, async () => {
      daemon.assertRunning();
      return (await fetch(`${url}/v1/info`)).ok || undefined;
    });
    return daemon;
  };
  let daemon = await start();
  return {
    url,
    restartAfterKill: async () => {
      await daemon.kill();
      daemon = await start();
    },
    stop: async () => {
      await daemon.stop();
      watchdog.close();
    },
  };
}

/** Writes the macaroon that a mint on this node is given: it takes payments and makes them. */
export async function keepMintMacaroon(folder: string, node: LndNode): Promise<string> {
  const macaroon = await bakeMintMacaroon({
    socket: node.socket,
    certificate: readFileSync(node.certPath).toString("base64"),
    adminMacaroon: readFileSync(node.adminMacaroonPath).toString("base64"),
  });
  const file = join(folder, "mint.macaroon");
  writeFileSync(file, Buffer.from(macaroon, "base64"), { mode: 0o600 });
  return file;
}
