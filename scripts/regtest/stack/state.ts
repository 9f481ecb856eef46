import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";

const Node = z.object({
  socket: z.string(),
  certPath: z.string(),
  adminMacaroonPath: z.string(),
  restPort: z.number(),
  p2pPort: z.number(),
  dir: z.string(),
});

const State = z.object({
  /** The process that runs the stack. */
  pid: z.number(),
  bitcoind: z.object({ rpcUrl: z.string(), user: z.string(), password: z.string() }),
  shop: Node,
  buyer: Node,
});

/** What another process needs to reach a running stack. */
export type StackState = z.infer<typeof State>;

/** The folder of the stack that `npm run regtest` starts, unless REGTEST_DIR names another. */
export function regtestFolder(): string {
  const own = process.env["REGTEST_DIR"];
  return own !== undefined && own !== "" ? own : join(tmpdir(), "satoshop-regtest");
}

/** Holds bitcoind's password, hence for the owner of the folder only. */
export function writeState(folder: string, state: StackState): void {
  writeFileSync(stateFile(folder), JSON.stringify(State.parse(state), undefined, 2), { mode: 0o600 });
}

/** Finds the stack that runs in a folder; `undefined` when there is none, or its process is gone. */
export function readState(folder: string): StackState | undefined {
  if (!existsSync(stateFile(folder))) return undefined;
  const state = State.parse(JSON.parse(readFileSync(stateFile(folder), "utf8")));
  return isAlive(state.pid) ? state : undefined;
}

function stateFile(folder: string): string {
  return join(folder, "stack.json");
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
