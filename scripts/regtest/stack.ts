import { mkdirSync, mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureDaemons } from "./build.ts";
import { assemble, type Assembled } from "./stack/assemble.ts";
import type { Bitcoind } from "./stack/bitcoind.ts";
import { mine, pids, restartLnd } from "./stack/control.ts";
import { dismiss, newCrew, type Crew, type NodeName, type Role } from "./stack/crew.ts";
import { closeLnd, type StackNode } from "./stack/lnd.ts";
import { stopOnSignals } from "./stack/signals.ts";
import { removeState, writeState } from "./stack/state.ts";

export type { Bitcoind } from "./stack/bitcoind.ts";
export type { NodeName, Role } from "./stack/crew.ts";
export type { StackNode } from "./stack/lnd.ts";

/** Real bitcoind and two LND nodes with a channel of 10,000,000 sat between them, half on each side. */
export interface Stack {
  folder: string;
  bitcoind: Bitcoind;
  shop: StackNode;
  buyer: StackNode;
  /** Process ids as last started, for measuring memory. */
  pids: () => Record<Role, number>;
  /** Mines blocks and waits until the running nodes have seen them. */
  mine: (countBlocks: number) => Promise<void>;
  /** SIGKILL, as a power cut would do it. */
  killLnd: (name: NodeName) => Promise<void>;
  /** Starts a node again on its folder and ports, stopping it first when it runs; waits for the channel when the other node runs. */
  restartLnd: (name: NodeName) => Promise<void>;
  /** Stops everything and removes the folder that `startStack` made; may be called again. */
  stop: () => Promise<void>;
}

export interface StackOptions {
  /** False when the caller stops the stack on SIGINT and SIGTERM itself. */
  stopsOnSignals?: boolean;
}

/**
 * Starts a stack of its own: free ports, and a new folder under the system's temporary one.
 *
 * A folder that the caller names is left in place at the end. When the start fails, the
 * daemons are stopped and the folder is kept for its logs.
 */
export async function startStack(folder?: string, { stopsOnSignals = true }: StackOptions = {}): Promise<Stack> {
  const programs = await ensureDaemons();
  const home = folder ?? mkdtempSync(join(tmpdir(), "satoshop-stack-"));
  mkdirSync(home, { recursive: true, mode: 0o700 });
  const crew = newCrew();
  const end = onlyOnce(async () => {
    await dismiss(crew);
    removeState(home);
    if (folder === undefined) await rm(home, { recursive: true, force: true });
  });
  const forgetSignals = stopsOnSignals ? stopOnSignals(end) : () => undefined;
  try {
    const parts = await assemble(home, programs, crew);
    writeState(home, { pid: process.pid, bitcoind: parts.bitcoind, shop: parts.shop, buyer: parts.buyer });
    const stop = () => {
      forgetSignals();
      disconnect(parts);
      return end();
    };
    return handle(home, parts, crew, stop);
  } catch (error) {
    await dismiss(crew);
    forgetSignals();
    throw new Error(`the stack did not start; its logs are in ${home}`, { cause: error });
  }
}

/** A stack for one test file: started by the first test that asks for it, stopped only if there was one. */
export interface SharedStack {
  get: () => Promise<Stack>;
  stop: () => Promise<void>;
}

/** Test files are all loaded before the first test runs; a stack started while loading would run beside every other. */
export function sharedStack(): SharedStack {
  let started: Promise<Stack> | undefined;
  return {
    get: () => (started ??= startStack()),
    stop: async () => (await started)?.stop(),
  };
}

function handle(folder: string, parts: Assembled, crew: Crew, stop: () => Promise<void>): Stack {
  return {
    folder,
    bitcoind: parts.bitcoind,
    shop: parts.shop,
    buyer: parts.buyer,
    pids: () => pids(crew),
    mine: (countBlocks) => mine(parts, crew, countBlocks),
    killLnd: async (name) => crew.daemons.get(name)?.kill(),
    restartLnd: (name) => restartLnd(parts, crew, name),
    stop,
  };
}

function disconnect({ shop, buyer }: Assembled): void {
  closeLnd(shop.lnd);
  closeLnd(buyer.lnd);
}

function onlyOnce(act: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => (done ??= act());
}
