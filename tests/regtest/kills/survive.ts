import { randomInt } from "node:crypto";
import type { Stack } from "../../../scripts/regtest/stack.ts";
import { buy, mine, newDone, payOut } from "./crowd.ts";
import type { Done } from "./crowd.ts";
import { newDice } from "./dice.ts";
import { assertNothingLost, comesToRest } from "./judge.ts";
import { killAtRandom } from "./kill.ts";
import { openMarket } from "./market.ts";
import type { Opening } from "./market.ts";

const KILLS = Number(process.env["KILLS"] ?? 10);
/** Repeats what was done before; how long each thing takes is still up to the machine. */
const SEED = Number(process.env["KILLS_SEED"] ?? randomInt(2 ** 31));
const BUYERS = 5;
const COINS = 60;

/** What a busy board takes for one kill, and for everything else. */
export const timeoutMs = 900_000 + KILLS * 15_000;

/** Kills hubs while people buy and are paid out, lets them come to rest, and looks at everything. */
export async function surviveKills(stack: Stack, opening: Pick<Opening, "hubs" | "databaseUrl">): Promise<void> {
  const startedMs = Date.now();
  process.stdout.write(`KILLS=${KILLS} KILLS_SEED=${SEED}\n`);
  const market = await openMarket({ ...opening, stack, coins: COINS + KILLS, dice: newDice(SEED) });
  const [done, stop] = [newDone(), new AbortController()];
  try {
    const crowd = Promise.all([
      ...Array.from({ length: BUYERS }, () => buy(market, done, stop.signal)),
      payOut(market, done, stop.signal),
      mine(market, stop.signal),
    ]);
    await killAtRandom(market, KILLS).finally(() => stop.abort());
    await crowd;
    await comesToRest(market, done);
    await assertNothingLost(market, done);
  } finally {
    await market.close();
    report(done, opening.hubs, Date.now() - startedMs);
  }
}

function report({ ordered, paidOverLightning, paidOnChain, payouts }: Done, hubs: number, tookMs: number): void {
  const paid = { lightning: paidOverLightning.length, chain: paidOnChain.length };
  const counted = { seed: SEED, kills: KILLS, hubs, orders: ordered.length, ...paid, payouts: payouts.length };
  process.stdout.write(`${JSON.stringify({ ...counted, tookSeconds: Math.round(tookMs / 1_000) })}\n`);
}
