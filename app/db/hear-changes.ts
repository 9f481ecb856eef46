import { setTimeout as wait } from "node:timers/promises";
import type { Client } from "pg";
import type { Changes } from "./changes.ts";

/** The channel on which hub processes sharing one database tell each other which streams grew. */
export const CHANGES_CHANNEL = "satoshop_changes";

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 10_000;

type Line = { client: Client; ended: Promise<void> };

/**
 * Announces what any process sharing the database has committed, over a connection of its own that is
 * made again whenever it breaks. What was missed in between costs time only: everybody reads again.
 * Rejects when the first connection fails; returns the function that stops listening.
 */
export async function hearChanges(newClient: () => Client, changes: Changes): Promise<() => Promise<void>> {
  const stopping = new AbortController();
  let line: Line | undefined = await listen(newClient(), changes);
  const following = (async () => {
    while (line !== undefined) {
      await line.ended;
      // Ending a connection that has ended already would wait for ever.
      line = undefined;
      line = await listenAgain(newClient, changes, stopping.signal);
      if (line !== undefined) changes.announceAll();
    }
  })();
  return async () => {
    stopping.abort();
    await line?.client.end();
    await following;
  };
}

async function listen(client: Client, changes: Changes): Promise<Line> {
  const ended = new Promise<void>((resolve) => client.once("end", resolve));
  // Each error is followed by the end of the connection, which is what leads to a new one.
  client.on("error", () => undefined);
  client.on("notification", ({ payload }) => changes.announce([payload ?? ""]));
  await client.connect();
  await client.query(`LISTEN ${CHANGES_CHANNEL}`);
  return { client, ended };
}

async function listenAgain(newClient: () => Client, changes: Changes, signal: AbortSignal): Promise<Line | undefined> {
  for (let pauseMs = FIRST_PAUSE_MS; !signal.aborted; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
    await wait(pauseMs, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return undefined;
    const line = await listen(newClient(), changes).catch(() => undefined);
    if (signal.aborted) await line?.client.end();
    else if (line !== undefined) return line;
  }
  return undefined;
}
