/** `ibd`: Bitcoin Core downloads the chain for the first time, and LND does not run yet. `tip`: it has caught up. */
export type Phase = "ibd" | "tip";

/** MiB. Above `high` the kernel slows a unit down and takes memory back, above `max` it ends it (systemd.resource-control(5)). */
export type Limits = { high: number; max: number };

export type Unit = "bitcoind" | "lnd" | "mint" | "tor" | "hub";

export type Memory = {
  /** Without those that do not run in this phase, or for which there is no room. */
  units: Partial<Record<Unit, Limits>>;
  /** MiB for Bitcoin Core's cache of unspent outputs (`dbcache`). */
  dbcache: number;
  /** MB for its mempool (`maxmempool`). */
  maxmempool: number;
  /** MiB at which Go's collector begins to work harder (`GOMEMLIMIT`). */
  goMemoryLimit: number;
  /** Entries of LND's `caches.reject-cache-size` (25 bytes each) and `caches.channel-cache-size` (2 KB each). */
  lndCaches: { reject: number; channel: number };
  /** MiB for the hub's old objects (`--max-old-space-size`). */
  oldSpace: number;
};

/** A board of 2 GB, without what its kernel keeps for itself. */
export const NODE_NEEDS_MIB = 1_700;

/** The rest is for the kernel, the page cache and whatever else is on the board. */
const SHARE_OF_ALL = 0.85;
/** From `high` to `max`: small enough that all units at their `max` are still less than all memory. */
const ROOM = 1.25;

/** Of all memory, in percent; at least and at most so many MiB. */
const shares: Record<Unit, { percent: number; least: number; most: number }> = {
  bitcoind: { percent: 37, least: 600, most: 6_000 },
  lnd: { percent: 20, least: 340, most: 3_000 },
  hub: { percent: 8, least: 200, most: 600 },
  mint: { percent: 5, least: 96, most: 400 },
  tor: { percent: 4, least: 80, most: 300 },
};

/** What Bitcoin Core takes besides its two caches, in MiB: block index, connections, threads. */
const BITCOIND_ITSELF = 300;
/** Its own default. While the chain is downloaded it is empty, and lent to dbcache (doc/reduce-memory.md there). */
const MAXMEMPOOL = 300;

/** What each unit of a machine with so many MiB may take, and the settings by which the programs keep to it. */
export function memoryOf(ramMib: number, phase: Phase): Memory {
  const beside = { mint: limits(ramMib, "mint"), tor: limits(ramMib, "tor"), hub: limits(ramMib, "hub") };
  const node = ramMib < NODE_NEEDS_MIB ? {} : nodeUnits(ramMib, phase, Object.values(beside));
  const cache = (node.bitcoind?.high ?? 0) - BITCOIND_ITSELF - MAXMEMPOOL;
  return {
    units: { ...node, ...beside },
    dbcache: phase === "ibd" ? Math.max(4, cache) : dbcacheAtTip(ramMib),
    maxmempool: MAXMEMPOOL,
    goMemoryLimit: Math.floor(limits(ramMib, "lnd").high * 0.85),
    lndCaches: { reject: 50_000, channel: ramMib < 6_000 ? 8_000 : 20_000 },
    oldSpace: beside.hub.high - 48,
  };
}

/** At the tip both have their shares; before, Bitcoin Core has everything that the units `beside` it leave. */
function nodeUnits(ramMib: number, phase: Phase, beside: Limits[]): Partial<Record<"bitcoind" | "lnd", Limits>> {
  if (phase === "tip") return { bitcoind: limits(ramMib, "bitcoind"), lnd: limits(ramMib, "lnd") };
  const taken = { high: 0, max: 0 };
  for (const { high, max } of beside) [taken.high, taken.max] = [taken.high + high, taken.max + max];
  return { bitcoind: { high: Math.floor(ramMib * SHARE_OF_ALL) - taken.high, max: ramMib - taken.max } };
}

function limits(ramMib: number, unit: Unit): Limits {
  const { percent, least, most } = shares[unit];
  const high = Math.min(most, Math.max(least, Math.floor((ramMib * percent) / 100)));
  return { high, max: Math.floor(high * ROOM) };
}

/** A quarter of what is above 2 GiB, as Bitcoin Core's doc/reduce-memory.md has it. */
function dbcacheAtTip(ramMib: number): number {
  return Math.min(3_000, Math.max(100, Math.floor((ramMib - 2_048) / 4)));
}
