import { randomBytes } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { recruit, type Crew } from "./crew.ts";
import { freePorts } from "./ports.ts";
import { bitcoindRpc, mineBlocks, type BitcoindAccess, type Rpc } from "./rpc.ts";
import { until } from "./until.ts";

const START_DEADLINE_MS = 30_000;

/** A running bitcoind: how to reach it, and a caller for its RPC. */
export interface Bitcoind extends BitcoindAccess {
  rpc: Rpc;
}

/**
 * Starts bitcoind on regtest, alone: it has no peers, the LND nodes read blocks from its RPC.
 *
 * It is left with one block, because LND takes a chain whose tip is old for one that is still
 * syncing, and regtest's first block is of 2011.
 */
export async function startBitcoind(command: string, dir: string, crew: Crew): Promise<Bitcoind> {
  mkdirSync(dir, { recursive: true });
  const [port] = await freePorts(1);
  const access: BitcoindAccess = {
    rpcUrl: `http://127.0.0.1:${port}`,
    user: "regtest",
    password: randomBytes(16).toString("hex"),
  };
  const args = [
    "-regtest",
    `-datadir=${dir}`,
    "-listen=0",
    "-txindex",
    "-printtoconsole=0",
    `-rpcport=${port}`,
    `-rpcuser=${access.user}`,
    `-rpcpassword=${access.password}`,
  ];
  const daemon = recruit(crew, "bitcoind", command, args, join(dir, "output.log"));
  const rpc = bitcoindRpc(access);
  await until("bitcoind answers", START_DEADLINE_MS, async () => {
    daemon.assertRunning();
    return rpc("getblockcount");
  });
  await mineBlocks(rpc, 1);
  return { ...access, rpc };
}
