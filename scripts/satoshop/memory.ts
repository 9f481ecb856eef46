import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { totalmem } from "node:os";
import { dirname, join } from "node:path";
import { NODE_NEEDS_MIB, memoryOf } from "../../appliance/memory.ts";
import type { Phase } from "../../appliance/memory.ts";
import { memoryDropIns } from "../../appliance/memory-drop-ins.ts";
import { Misused } from "./command.ts";
import type { Command } from "./command.ts";
import { readOptions } from "./options.ts";

const help = `satoshop memory --into FOLDER [--phase ibd|tip] [--ram MIB]

Shares this machine's memory among Bitcoin Core, LND, the mint, Tor and the hub: writes a drop-in for each of
their units, with limits and with the settings by which the program keeps to them. Files that say the same
already are left alone, so it may be run at any time.

  --into   where systemd finds drop-ins: /etc/systemd/system
  --phase  ibd while Bitcoin Core downloads the chain for the first time and LND is stopped; else tip    [tip]
  --ram    MiB of the machine that it is for, if it is another one

Afterwards: systemctl daemon-reload, and restart each unit whose file has changed.
`;

/** Gives each unit of the board its part of the memory. */
export const memory: Command = {
  name: "memory",
  summary: "share the board's memory among the units of systemd",
  help,
  run: async (args, { print }) => {
    const options = readOptions(args, ["into", "phase", "ram"]);
    if (options.into === undefined) throw new Misused("--into is needed: on a board, /etc/systemd/system");
    const [ramMib, phase] = [ramOf(options.ram), phaseOf(options.phase)];
    const changed = write(options.into, memoryDropIns(memoryOf(ramMib, phase), phase));
    if (ramMib < NODE_NEEDS_MIB)
      print(`${ramMib} MiB are too little for a node: only the hub, the mint and Tor have limits.\n`);
    print(changed.length === 0 ? "Nothing has changed.\n" : `Written:\n${changed.join("")}`);
    return 0;
  },
};

function ramOf(given: string | undefined): number {
  if (given === undefined) return Math.floor(totalmem() / 1_048_576);
  if (!/^[1-9]\d{2,6}$/.test(given)) throw new Misused("--ram is a number of MiB, such as 3800");
  return Number(given);
}

function phaseOf(given = "tip"): Phase {
  if (given !== "ibd" && given !== "tip") throw new Misused("--phase is ibd or tip");
  return given;
}

/** Answers with a line for each file that was not like this before. */
function write(folder: string, files: Map<string, string>): string[] {
  return [...files].flatMap(([path, text]) => {
    const file = join(folder, path);
    if (textOf(file) === text) return [];
    mkdirSync(dirname(file), { recursive: true, mode: 0o755 });
    writeFileSync(file, text, { mode: 0o644 });
    return [`  ${file}\n`];
  });
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
