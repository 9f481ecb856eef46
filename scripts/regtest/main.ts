import { rmSync } from "node:fs";
import { bakeMacaroons } from "./hub/bake-macaroons.ts";
import { runHub } from "./hub/run.ts";
import { hubSettings, writeEnvFile } from "./hub/settings.ts";
import { startStack } from "./stack.ts";
import { readState, regtestFolder } from "./stack/state.ts";

const folder = regtestFolder();
const running = readState(folder);
if (running !== undefined) throw new Error(`a stack runs in ${folder} already, as process ${running.pid}`);
// Every run begins with a new chain: orders and invoices of the last one would refer to a node that is gone.
rmSync(folder, { recursive: true, force: true });

const startedAtMs = Date.now();
const stack = await startStack(folder, { stopsOnSignals: false });
const settings = hubSettings(stack, bakeMacaroons(folder, stack.shop));
const file = writeEnvFile(folder, settings);
console.log(`bitcoind and two LND nodes are ready (${((Date.now() - startedAtMs) / 1000).toFixed(1)} s)
the hub's settings: ${file}
pay as the buyer:   node scripts/regtest/buyer.ts pay <bolt11>
stop with Ctrl-C`);

const hub = runHub(settings);
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void hub.stop());
process.exitCode = await hub.ended.finally(stack.stop);
