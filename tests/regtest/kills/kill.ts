import { setTimeout as wait } from "node:timers/promises";
import type { HubProcess } from "../../support/hub-process.ts";
import type { Market } from "./market.ts";

/** Time enough for something to be under way, and none to get through with everything. */
const LONGEST_LIFE_MS = 1_500;
const LONGEST_START_MS = 4_000;
const LONGEST_DEATH_MS = 300;
/** One life in so many ends while the hub still starts. */
const STARTING = 2;
const TOLD_EVERY = 50;

/** Kills one of the hubs at random moments and starts it again, so often; in the end all of them run. */
export async function killAtRandom({ hubs, dice }: Market, kills: number): Promise<void> {
  const starting = new Map<HubProcess, Promise<void>>();
  for (let count = 1; count <= kills; count += 1) {
    const hub = hubs[dice.below(hubs.length)];
    if (hub === undefined) throw new Error("there is nothing to kill");
    if (dice.oneIn(STARTING)) await wait(dice.below(LONGEST_START_MS));
    else await (starting.get(hub) ?? Promise.resolve()).then(() => wait(dice.below(LONGEST_LIFE_MS)));
    await hub.kill();
    await wait(dice.below(LONGEST_DEATH_MS));
    starting.set(hub, startLater(hub));
    if (count % TOLD_EVERY === 0) process.stdout.write(`${count} kills\n`);
  }
  await Promise.all(starting.values());
}

/** Whoever waits for the start of a hub that is killed meanwhile waits for its next. */
function startLater(hub: HubProcess): Promise<void> {
  const started = hub.start();
  started.catch(() => undefined);
  return started;
}
