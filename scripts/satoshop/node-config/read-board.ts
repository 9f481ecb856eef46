import { execFile } from "node:child_process";
import { statfsSync } from "node:fs";
import { totalmem } from "node:os";
import { dirname } from "node:path";
import { promisify } from "node:util";
import { memoryOf } from "../../../appliance/memory.ts";
import type { Memory, Phase } from "../../../appliance/memory.ts";
import { LEAST_PRUNE_MIB, pruneFor } from "../../../appliance/node-config/prune.ts";
import type { Network } from "../../../appliance/node-config/ports.ts";
import { CannotDo, Misused } from "../command.ts";

const run = promisify(execFile);

/** All that the configurations depend on. */
export type Board = {
  network: Network;
  phase: Phase;
  memory: Memory;
  pruneMib: number;
  database: "sqlite" | "bolt";
  alias: string;
  hasProofOfWork: boolean;
};

type Options = Partial<
  Record<"ram" | "disk" | "prune" | "phase" | "network" | "lnd-database" | "alias" | "pow", string>
>;

/** Reads the options, and this machine for what was left out. */
export async function readBoard(options: Options, folder: string): Promise<Board> {
  const phase = oneOf("phase", options.phase ?? "tip", ["ibd", "tip"]);
  const ramMib = whole("ram", options.ram) ?? Math.floor(totalmem() / 2 ** 20);
  return {
    network: oneOf("network", options.network ?? "mainnet", ["mainnet", "signet", "regtest"]),
    phase,
    memory: memoryOf(ramMib, phase),
    pruneMib: pruneOf(options.prune) ?? pruneFor(whole("disk", options.disk) ?? diskGb(folder)),
    database: oneOf("lnd-database", options["lnd-database"] ?? "sqlite", ["sqlite", "bolt"]),
    alias: aliasOf(options.alias ?? "SatoShop"),
    hasProofOfWork:
      options.pow === undefined ? await torHasProofOfWork() : oneOf("pow", options.pow, ["yes", "no"]) === "yes",
  };
}

function oneOf<Word extends string>(name: string, value: string, words: readonly Word[]): Word {
  const found = words.find((word) => word === value);
  if (found === undefined) throw new Misused(`--${name} must be ${words.join(" or ")}, but "${value}" is not`);
  return found;
}

function whole(name: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (!/^[1-9]\d{0,6}$/.test(value)) throw new Misused(`--${name} must be a whole number, but "${value}" is not`);
  return Number(value);
}

function pruneOf(value: string | undefined): number | undefined {
  if (value === "no") return 0;
  const mib = whole("prune", value);
  if (mib !== undefined && mib < LEAST_PRUNE_MIB)
    throw new Misused(`--prune must be no, or at least ${LEAST_PRUNE_MIB}: Bitcoin Core keeps no less`);
  return mib;
}

/** BOLT 7 gives an alias 32 bytes; a line break in it would begin a line of its own in lnd.conf. */
function aliasOf(alias: string): string {
  if (Buffer.byteLength(alias) > 32 || /\p{Cc}/u.test(alias))
    throw new Misused("--alias must be at most 32 bytes, without line breaks");
  return alias;
}

function diskGb(folder: string): number {
  try {
    const { bsize, blocks } = statfsSync(dirname(folder));
    return Math.floor((bsize * blocks) / 1e9);
  } catch (error) {
    throw new CannotDo(`${dirname(folder)} is not there: make it first`, { cause: error });
  }
}

/** A tor that is not there yet gets the configuration that every tor takes. */
async function torHasProofOfWork(): Promise<boolean> {
  const { stdout } = await run("tor", ["--list-modules"]).catch(() => ({ stdout: "" }));
  return /^pow: yes$/m.test(stdout);
}
