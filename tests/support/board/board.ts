import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, openSync, readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { run, tryRun } from "../../../scripts/regtest/daemons/run.ts";
import type { Ran } from "../../../scripts/regtest/daemons/run.ts";
import { Ended, until } from "../../../scripts/regtest/stack/until.ts";

/** A Debian of its own in which systemd is the first process, as on a board. */
export interface Board {
  /** Its files, seen from here. */
  root: string;
  /** Where it is on a network of its own with this machine, or on this machine's. */
  address: string;
  /** Runs a line of shell in it, as root. */
  sh: (line: string) => Promise<Ran>;
  /** As if the plug were pulled. */
  cutPower: () => Promise<void>;
  boot: () => Promise<void>;
  remove: () => Promise<void>;
}

export interface BoardOptions {
  /** Folders of this machine that it has too, by their path in it. */
  folders?: Readonly<Record<string, string>>;
  /** Whether it has the ports of this machine, and reaches what listens on them. */
  sharesNetwork?: boolean;
}

/** A gigabyte of files is too much for a temporary folder in memory. */
const DISK = "/var/tmp";
const BOOT_WITHIN_MS = 180_000;
const PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/** Networks of boards on this machine, each with two addresses; 198.18.0.0/15 is for trials between devices (RFC 2544). */
let boards = 0;

/** Unpacks the archive and boots what is in it. */
export async function bootBoard(archive: string, options: BoardOptions = {}): Promise<Board> {
  const root = mkdtempSync(join(DISK, "satoshop-board-"));
  await run("tar", ["-xf", archive, "-C", root, "--numeric-owner"]);
  boards += 1;
  const [here, there] =
    options.sharesNetwork === true ? ["", "127.0.0.1"] : [`198.18.${boards}.1`, `198.18.${boards}.2`];
  let machine: Machine | undefined;
  const board: Board = {
    root,
    address: there,
    sh: (line) => inside(machine, ["/bin/sh", "-c", line]),
    cutPower: async () => {
      await machine?.kill();
      machine = undefined;
    },
    boot: async () => {
      machine = await startMachine(root, options);
      if (options.sharesNetwork !== true) await connect(machine, here, there);
    },
    remove: async () => {
      await board.cutPower();
      await Promise.all([root, `${root}.log`].map((path) => rm(path, { recursive: true, force: true })));
    },
  };
  await board.boot();
  return board;
}

type Machine = { name: string; pid: number; kill: () => Promise<void> };

async function startMachine(root: string, { folders = {}, sharesNetwork = false }: BoardOptions): Promise<Machine> {
  // Its network device is called after it, and has room for 15 letters.
  const name = basename(root).slice(-6).toLowerCase();
  const console = openSync(`${root}.log`, "a");
  const options = ["--register=no", "--keep-unit", `--machine=${name}`, "--boot", "--quiet"];
  const network = sharesNetwork ? [] : ["--network-veth"];
  const binds = Object.entries(folders).map(([there, here]) => `--bind=${here}:${there}`);
  const args = [`--directory=${root}`, ...options, ...network, ...binds];
  const nspawn = spawn("systemd-nspawn", args, { stdio: ["ignore", console, console] });
  const pid = await until("the board boots", BOOT_WITHIN_MS, async () => {
    if (nspawn.exitCode !== null) throw new Ended(`systemd-nspawn ended:\n${readFileSync(`${root}.log`, "utf8")}`);
    return childOf(nspawn);
  });
  const machine = { name, pid, kill: () => kill(nspawn, pid) };
  await until("systemd has started everything", BOOT_WITHIN_MS, async () => {
    const { stdout } = await inside(machine, ["systemctl", "is-system-running"]);
    return /^(?:running|degraded)$/m.test(stdout) ? true : undefined;
  });
  return machine;
}

/** The first process of the machine. */
function childOf({ pid }: ChildProcess): number | undefined {
  const [child] = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").split(" ").filter(Boolean);
  return child === undefined ? undefined : Number(child);
}

async function kill(nspawn: ChildProcess, pid: number): Promise<void> {
  const ended = once(nspawn, "exit");
  // With the first process of its namespace the kernel ends every other.
  process.kill(pid, "SIGKILL");
  await ended;
}

async function connect({ name, pid }: Machine, here: string, there: string): Promise<void> {
  const network = ["--net", `--target=${pid}`];
  await run("ip", ["address", "add", `${here}/30`, "dev", `ve-${name}`]);
  await run("ip", ["link", "set", `ve-${name}`, "up"]);
  await run("nsenter", [...network, "ip", "address", "add", `${there}/30`, "dev", "host0"]);
  await run("nsenter", [...network, "ip", "link", "set", "host0", "up"]);
}

/** Runs a program among the machine's own processes, with nothing of this one's environment. */
async function inside(machine: Pick<Machine, "pid"> | undefined, command: string[]): Promise<Ran> {
  if (machine === undefined) throw new Error("the board is off");
  const spaces = ["--mount", "--uts", "--ipc", "--net", "--pid", "--cgroup"];
  const environment = ["env", "-i", `PATH=${PATH}`, "HOME=/root", "LANG=C.UTF-8"];
  const ran = await tryRun("nsenter", [`--target=${machine.pid}`, ...spaces, ...environment, ...command]);
  if (ran === undefined) throw new Error("nsenter is not on PATH");
  return ran;
}
