import { spawn } from "node:child_process";
import { once } from "node:events";
import type { Hub } from "../hub.ts";
import { timed } from "../paced.ts";
import { atMost, short, type Row } from "../row.ts";
import { median } from "../statistics.ts";

const BUDGET_S = 1.5;

/** Starts and stops the hub so many times on its own database and node. */
export async function measureStart(start: () => Promise<Hub>, times: number): Promise<Row> {
  const [hubMs, nodeMs]: [number[], number[]] = [[], []];
  for (let count = 0; count < times; count += 1) {
    const hub = await start();
    hubMs.push(hub.startedInMs);
    await hub.stop();
    nodeMs.push(await timed(startNothing));
  }
  const seconds = median(hubMs) / 1_000;
  return {
    what: "start of the process to ready, median",
    measured: `${seconds.toFixed(2)} s`,
    beside: `Node with no program: ${short(median(nodeMs) / 1_000)} s`,
    ratio: "",
    ...atMost(seconds, BUDGET_S, "s"),
  };
}

async function startNothing(): Promise<void> {
  await once(spawn(process.execPath, ["-e", "0"], { stdio: "ignore" }), "exit");
}
