import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import { parseArgs } from "node:util";
import { unixMs } from "../app/domain/time.ts";
import { openSandboxMint } from "../app/gateways/mint/sandbox-mint.ts";
import { controlOf } from "./sandbox-mint/control.ts";
import { newFaults } from "./sandbox-mint/faults.ts";
import { openMintNode } from "./sandbox-mint/node.ts";
import { serve } from "./sandbox-mint/serve.ts";
import { withFaults } from "./sandbox-mint/with-faults.ts";

const USAGE = `A Cashu mint without value, in a process of its own, for tests and for trying things out.

  node scripts/sandbox-mint.ts --folder FOLDER [--port N] [--pays-at URL]

  --folder   where its database is kept; one started again on it knows its coins
  --port     of 127.0.0.1; 0, as without it, takes a free one
  --pays-at  another sandbox mint, whose invoices this one can pay; without it, only those of its own /sandbox/invoice

MODE=mainnet is refused.
`;

/** Runs the mint until the process is ended. */
async function main(): Promise<void> {
  const { folder, port = "0", "pays-at": paysAt } = readArguments();
  if (folder === undefined) throw new Error(`where?\n\n${USAGE}`);
  const clock = () => unixMs(BigInt(Date.now()));
  const random = (size: number) => new Uint8Array(randomBytes(size));
  const faults = newFaults();
  const { node, lightning } = openMintNode({ folder, clock, random, paysAt, faults });
  const mint = openSandboxMint({ folder, clock, random, node, mode: process.env["MODE"] ?? "sandbox" });
  const server = createServer(
    serve({ mint: withFaults(mint, faults), control: controlOf({ mint, lightning, faults }) }),
  );
  server.listen(Number(port), "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const taken = address === null || typeof address === "string" ? port : address.port;
  console.log(`SANDBOX, not backed by anything: what this mint issues has no value\nhttp://127.0.0.1:${taken}`);
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(0));
}

function readArguments() {
  const text = { type: "string" } as const;
  return parseArgs({ options: { folder: text, port: text, "pays-at": text } }).values;
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
