import type { Memory, Phase, Unit } from "./memory.ts";

/** How systemd calls what the memory is for. */
const services: Record<Unit, string> = {
  bitcoind: "bitcoind",
  lnd: "lnd",
  mint: "satoshop-mint",
  tor: "tor@default",
  hub: "satoshop-hub",
};

const words: Record<Phase, string> = {
  ibd: "# As much as there is, while the chain is downloaded and LND is stopped.",
  tip: "# At the tip of the chain, beside LND.",
};

/** By path below /etc/systemd/system: what limits each unit, and what its program is told of it. */
export function memoryDropIns(memory: Memory, phase: Phase): Map<string, string> {
  const told: Record<Unit, string[]> = {
    bitcoind: [words[phase], `Environment=BITCOIND_DBCACHE=${memory.dbcache}`],
    lnd: [`Environment=GOMEMLIMIT=${memory.goMemoryLimit}MiB`],
    mint: [],
    tor: [],
    hub: [`Environment=NODE_OPTIONS=--max-old-space-size=${memory.oldSpace}`],
  };
  return new Map(
    units.flatMap((unit) => {
      const limits = memory.units[unit];
      if (limits === undefined) return [];
      const lines = [`MemoryHigh=${limits.high}M`, `MemoryMax=${limits.max}M`, ...told[unit]];
      return [[`${services[unit]}.service.d/50-memory.conf`, [HEADING, "[Service]", ...lines, ""].join("\n")]];
    }),
  );
}

const units: readonly Unit[] = ["bitcoind", "lnd", "mint", "tor", "hub"];

const HEADING = "# Written by `satoshop memory`, from how much memory this machine has.";
