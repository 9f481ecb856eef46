import * as assert from "uvu/assert";
import { suite } from "../suite.ts";
import { DEEDS } from "./deeds.ts";
import type { Asked, KindOfDeed } from "./deeds.ts";
import { assertNothingLost, isAnythingOpen } from "./evidence.ts";
import { openMarket } from "./market.ts";
import type { Market, Mints } from "./market.ts";

/** Later than the pause after the first try, and then than after each of the next. */
const LATER_MS = [10_000, 30_000, 75_000];
const MOST_BOUNDARIES = 100;

/** Rules that hold wherever a hub is killed, run on any two mints. */
export function killMatrix(name: string, openMints: () => Promise<Mints>, { timeoutMs }: { timeoutMs: number }): void {
  const test = suite(name);
  let opened: Promise<Market> | undefined;
  const market = () => (opened ??= openMints().then(openMarket));
  test.after(async () => (await opened)?.close());
  for (const kind of DEEDS) {
    test(
      `killed at any boundary while ${kind.title}, a hub loses nothing and does nothing twice`,
      async () => {
        const killedAt = await killAtEach(await market(), kind);
        for (const boundary of kind.comesTo) assert.ok(killedAt.includes(boundary), `never killed when ${boundary}`);
        process.stdout.write(`${killedAt.length} kills `);
      },
      { timeoutMs },
    );
    test(
      `killed again at any boundary of its recovery after ${kind.title}, a hub loses nothing and does nothing twice`,
      async () => process.stdout.write(`${await killRecoveries(await market(), kind)} kills `),
      { timeoutMs },
    );
  }
}

/** Kills at the first boundary, at the second, and so on, until the deed is done before it comes to one. */
async function killAtEach(market: Market, kind: KindOfDeed): Promise<string[]> {
  const killedAt: string[] = [];
  for (let killAt = 1; killAt < MOST_BOUNDARIES; killAt += 1) {
    const asked = await kind.ask(market);
    const ended = await market.hub.tell({ deed: asked.deed, killAt });
    if (ended.kind === "done") {
      await assertDone(market, asked, "without a kill");
      return killedAt;
    }
    killedAt.push(ended.at);
    await recoverAndAskAgain(market, asked, `killed at ${killAt}, when ${ended.at}`);
  }
  throw new Error("it comes to boundaries without end");
}

async function recoverAndAskAgain(market: Market, asked: Asked, when: string, latersMs = LATER_MS): Promise<void> {
  await market.hub.start();
  for (const laterMs of latersMs) {
    assert.equal(await market.hub.tell(recovering(laterMs)), DONE, when);
    if (!(await isAnythingOpen(market))) break;
  }
  await assertNothingLost(market, when);
  // Whoever heard no answer asks for the same again.
  assert.equal(await market.hub.tell({ deed: asked.deed }), DONE, when);
  await assertDone(market, asked, when);
}

const DONE = { kind: "done", said: "done" } as const;

const recovering = (aheadMs = 0, killAt?: number) => ({
  deed: { kind: "recover" } as const,
  aheadMs,
  ...(killAt !== undefined && { killAt }),
});

async function assertDone(market: Market, asked: Asked, when: string): Promise<void> {
  await asked.assertDoneOnce(when);
  await assertNothingLost(market, when);
}

/** Kills when most is open, and what recovers from that at its first boundary, at its second, and so on. */
async function killRecoveries(market: Market, kind: KindOfDeed): Promise<number> {
  for (let killAt = 1; killAt < MOST_BOUNDARIES; killAt += 1) {
    const asked = await kind.ask(market);
    const killed = await market.hub.tell({ deed: asked.deed, killAt: kind.worst });
    assert.equal(killed, { kind: "killed", at: kind.worst });
    await market.hub.start();
    const ended = await market.hub.tell(recovering(LATER_MS[0], killAt));
    if (ended.kind === "done") {
      await assertDone(market, asked, "recovered without a kill");
      return killAt - 1;
    }
    await recoverAndAskAgain(market, asked, `killed at ${killAt} of the recovery, when ${ended.at}`, LATER_MS.slice(1));
  }
  throw new Error("recovery comes to boundaries without end");
}
