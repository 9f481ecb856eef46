import { randomInt } from "node:crypto";
import type { Stack } from "../../../scripts/regtest/stack.ts";
import { buy, mine, newDone } from "./crowd.ts";
import type { Done } from "./crowd.ts";
import { newDice } from "./dice.ts";
import { assertNothingLost, comesToRest } from "./judge.ts";
import { killAtRandom } from "./kill.ts";
import { openMarket } from "./market.ts";
import type { Opening } from "./market.ts";
import { giveBack, payOut } from "./money-out.ts";

const KILLS = Number(process.env["KILLS"] ?? 10);
/** Repeats what was done before; how long each thing takes is still up to the machine. */
const SEED = Number(process.env["KILLS_SEED"] ?? randomInt(2 ** 31));
const BUYERS = 5;
const COINS = 60;
const COINS_FOR_EACH_KILL = 2;

/** What a busy board takes for one kill, and for everything else. */
export const timeoutMs = 900_000 + KILLS * 15_000;

/** Kills hubs while people buy and are paid out, lets them come to rest, and looks at everything. */
export async function surviveKills(stack: Stack, opening: Pick<Opening, "hubs" | "databaseUrl">): Promise<void> {
  const startedMs = Date.now();
  process.stdout.write(`KILLS=${KILLS} KILLS_SEED=${SEED}\n`);
  const market = await openMarket({
    ...opening,
    stack,
    coins: COINS + COINS_FOR_EACH_KILL * KILLS,
    dice: newDice(SEED),
  });
  const [done, goHome, night] = [newDone(), new AbortController(), new AbortController()];
  const mining = mine(market, night.signal);
  try {
    const crowd = Promise.all([
      ...Array.from({ length: BUYERS }, () => buy(market, done, goHome.signal)),
      payOut(market, done, goHome.signal),
      giveBack(market, done, goHome.signal),
    ]);
    await killAtRandom(market, KILLS).finally(() => goHome.abort());
    await crowd;
    await comesToRest(market, done).finally(() => night.abort());
    await mining;
    await assertNothingLost(market, done);
  } finally {
    night.abort();
    await market.close();
    report(done, opening.hubs, Date.now() - startedMs);
  }
}

function report(done: Done, hubs: number, tookMs: number): void {
  const { ordered, paidOverLightning, paidOnChain, payouts, refunds } = done;
  const paid = { lightning: paidOverLightning.length, chain: paidOnChain.length };
  const left = { payouts: payouts.length, refunds: refunds.length };
  const counted = { seed: SEED, kills: KILLS, hubs, orders: ordered.length, ...paid, ...left };
  process.stdout.write(`${JSON.stringify({ ...counted, tookSeconds: Math.round(tookMs / 1_000) })}\n`);
}
