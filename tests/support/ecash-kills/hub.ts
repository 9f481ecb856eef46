import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { Done } from "./orders.ts";
import type { Order, Settings } from "./orders.ts";

/** `killed` says at which boundary. */
export type Ended = { kind: "done"; said: string } | { kind: "killed"; at: string };

/** A hub's rooms in a process of their own, of which there is always one. */
export type KillableHub = {
  tell(order: Order): Promise<Ended>;
  /** After it was killed. */
  start(): Promise<void>;
  close(): Promise<void>;
};

const PROGRAM = join(import.meta.dirname, "program.ts");

/** The next process loads its program while the one before it still works: it has no file open until it is told to. */
export async function openKillableHub(settings: Settings): Promise<KillableHub> {
  let [current, spare] = [load(settings), load(settings)];
  const tell = (order: Order) => told(current, order);
  const open = async () => {
    const opened = await tell({ deed: { kind: "open" } });
    if (opened.kind === "killed") throw new Error("the hub did not come up");
  };
  await open();
  return {
    tell,
    start: async () => {
      [current, spare] = [spare, load(settings)];
      await open();
    },
    close: async () => void (await Promise.all([ended(current), ended(spare)])),
  };
}

type Loaded = ReturnType<typeof load>;

function load(settings: Settings) {
  const child = fork(PROGRAM, [JSON.stringify(settings)], { stdio: ["ignore", "pipe", "inherit", "ipc"] });
  if (child.stdout === null) throw new Error("what it says cannot be heard");
  const kill = () => child.kill("SIGKILL");
  process.once("exit", kill);
  const exit = once(child, "exit").then(() => process.off("exit", kill));
  return { child, output: text(child.stdout), exit };
}

async function told({ child, output, exit }: Loaded, order: Order): Promise<Ended> {
  if (hasEnded(child)) throw new Error("the hub was killed, and not started again");
  const listening = new AbortController();
  const answer = once(child, "message", { signal: listening.signal }).then(([message]) => Done.parse(message));
  answer.catch(() => undefined);
  child.send(order);
  const done = await Promise.race([answer, exit.then(() => undefined)]);
  listening.abort();
  if (done !== undefined) return { kind: "done", said: done.said };
  if (child.signalCode !== "SIGKILL") throw new Error(`the hub ended with ${child.exitCode ?? child.signalCode}`);
  return { kind: "killed", at: (await output).trim() };
}

function hasEnded({ exitCode, signalCode }: Loaded["child"]): boolean {
  return exitCode !== null || signalCode !== null;
}

async function ended({ child, exit }: Loaded): Promise<void> {
  if (hasEnded(child)) return;
  child.disconnect();
  await exit;
}
