import { bakeMacaroons } from "./hub/bake-macaroons.ts";
import { runHub } from "./hub/run.ts";
import { hubSettings, writeEnvFile } from "./hub/settings.ts";
import { startStack } from "./stack.ts";
import { claimFolder, regtestFolder } from "./stack/state.ts";

/** Runs the hub on a new stack until it is stopped; returns the hub's exit code. */
async function main(): Promise<number> {
  const folder = regtestFolder();
  // Every run begins with a new chain: orders and invoices of the last one belong to nodes that are gone.
  claimFolder(folder);
  const startedAtMs = Date.now();
  const stack = await startStack(folder, { stopsOnSignals: false });
  const settings = hubSettings(stack, await bakeMacaroons(folder, stack.shop));
  const file = writeEnvFile(folder, settings);
  console.log(`bitcoind and two LND nodes are ready (${((Date.now() - startedAtMs) / 1000).toFixed(1)} s)
the hub's settings: ${file}
pay as the buyer:   node scripts/regtest/buyer.ts pay <bolt11>
stop with Ctrl-C`);
  try {
    const hub = runHub(settings);
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void hub.stop());
    return await hub.ended;
  } finally {
    await stack.stop();
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error);
  process.exitCode = 1;
}
