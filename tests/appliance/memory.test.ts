import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as assert from "uvu/assert";
import { memoryOf } from "../../appliance/memory.ts";
import type { Limits, Phase } from "../../appliance/memory.ts";
import { suite } from "../support/suite.ts";

const test = suite("appliance/memory");

/** What boards of 2, 4, 8 and 16 GB leave to programs, in MiB. */
const BOARDS = [1_900, 3_800, 7_700, 15_700];
const PHASES: Phase[] = ["ibd", "tip"];

function everywhere(look: (ramMib: number, phase: Phase) => void): void {
  for (const ramMib of BOARDS) for (const phase of PHASES) look(ramMib, phase);
}

function sum(units: Partial<Record<string, Limits>>, of: keyof Limits): number {
  return Object.values(units).reduce((total, limits) => total + (limits?.[of] ?? 0), 0);
}

test("all units together are slowed down before they take more than 85 % of the memory", () => {
  everywhere((ramMib, phase) => {
    const share = sum(memoryOf(ramMib, phase).units, "high") / ramMib;
    assert.ok(share <= 0.85, `${share} of ${ramMib} MiB (${phase})`);
    assert.ok(share > 0.6, `only ${share} of ${ramMib} MiB (${phase})`);
  });
});

test("even if every unit takes all that it may, there is enough memory for them", () => {
  everywhere((ramMib, phase) => assert.ok(sum(memoryOf(ramMib, phase).units, "max") <= ramMib, `${ramMib} ${phase}`));
});

test("each unit is slowed down before it is ended", () => {
  everywhere((ramMib, phase) => {
    for (const { high, max } of Object.values(memoryOf(ramMib, phase).units)) assert.ok(high < max);
  });
});

test("Bitcoin Core's caches and its 300 MiB besides fit below its limit", () => {
  everywhere((ramMib, phase) => {
    const { units, dbcache, maxmempool } = memoryOf(ramMib, phase);
    assert.ok(dbcache >= 100 && dbcache + maxmempool + 300 <= (units.bitcoind?.high ?? 0), `${ramMib} ${phase}`);
  });
});

test("LND has no part while the chain is downloaded, and Bitcoin Core has a cache several times as large", () => {
  for (const ramMib of BOARDS) {
    const [ibd, tip] = [memoryOf(ramMib, "ibd"), memoryOf(ramMib, "tip")];
    assert.is(ibd.units.lnd, undefined);
    assert.ok(ibd.dbcache > 3 * tip.dbcache, `${ramMib}: ${ibd.dbcache} and ${tip.dbcache}`);
  }
});

test("what Go and V8 keep to is below what their units may take", () => {
  everywhere((ramMib, phase) => {
    const { units, goMemoryLimit, oldSpace } = memoryOf(ramMib, phase);
    if (units.lnd !== undefined) assert.ok(goMemoryLimit < units.lnd.high);
    // Code, SQLite's cache and buffers come on top of old objects.
    assert.ok(oldSpace + 90 <= (units.hub?.max ?? 0), `${ramMib} ${phase}`);
  });
});

test("more memory is never less for a unit", () => {
  for (const phase of PHASES) {
    for (let ramMib = 600; ramMib < 20_000; ramMib += 100) {
      const [less, more] = [memoryOf(ramMib, phase), memoryOf(ramMib + 100, phase)];
      for (const [unit, { high }] of Object.entries(less.units))
        assert.ok(
          (Object.entries(more.units).find(([name]) => name === unit)?.[1].high ?? 0) >= high,
          `${unit} ${ramMib}`,
        );
    }
  }
});

test("a machine with one GB is shared by the hub, the mint and Tor alone", () => {
  const { units } = memoryOf(960, "tip");
  assert.equal(Object.keys(units).toSorted(), ["hub", "mint", "tor"]);
  assert.ok(sum(units, "max") < 960);
});

test("the page on boards shows what is really given", () => {
  const page = readFileSync(join(import.meta.dirname, "../../docs/board.md"), "utf8");
  everywhere((ramMib, phase) => assert.match(page, `${row(ramMib, phase)}\n`));
});

function row(ramMib: number, phase: Phase): string {
  const { units, dbcache, goMemoryLimit, oldSpace } = memoryOf(ramMib, phase);
  const { bitcoind, lnd, mint, tor, hub } = units;
  const pair = (limits: Limits | undefined) => (limits === undefined ? "–" : `${limits.high} / ${limits.max}`);
  const go = lnd === undefined ? "–" : goMemoryLimit;
  const cells = [ramMib, phase, pair(bitcoind), dbcache, pair(lnd), go, pair(mint), pair(tor), pair(hub), oldSpace];
  return `| ${cells.join(" | ")} |`;
}
