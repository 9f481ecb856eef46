import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
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

const MARKER = ".satoshop-regtest";

/**
 * Empties a folder for a new stack, and marks it as one that may be emptied.
 *
 * A folder that holds anything else is refused: REGTEST_DIR may name one by mistake.
 */
export function claimFolder(folder: string): void {
  const isOurs = !existsSync(folder) || readdirSync(folder).length === 0 || existsSync(join(folder, MARKER));
  if (!isOurs) throw new Error(`${folder} holds other things; name an empty folder in REGTEST_DIR`);
  const running = readState(folder);
  if (running !== undefined) throw new Error(`a stack runs in ${folder} already, as process ${running.pid}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, MARKER), "");
}

/** Holds bitcoind's password, hence for the owner of the folder only. */
export function writeState(folder: string, state: StackState): void {
  writeFileSync(stateFile(folder), JSON.stringify(State.parse(state), undefined, 2), { mode: 0o600 });
}

/** Says that nothing runs in a folder any more. */
export function removeState(folder: string): void {
  rmSync(stateFile(folder), { force: true });
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
