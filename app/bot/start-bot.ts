import { setTimeout as wait } from "node:timers/promises";
import { TokenBuckets } from "../http/token-buckets.ts";
import { handleUpdate } from "./handle-update.ts";
import type { Handling } from "./handle-update.ts";

export type Talking = Omit<Handling, "listening"> & {
  log: { info(details: object, text: string): void; warn(details: object, text: string): void };
  /** The pause after the first failure; each further one doubles it. */
  firstPauseMs?: number;
};

export type Bot = {
  /** Under which name people find it; undefined while Telegram does not answer. */
  name: () => string | undefined;
  /** Settles when the signal has aborted and the last update is done. */
  done: Promise<void>;
};

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;

/** Nobody types faster, and whoever guesses at codes has forty of them in ten minutes. */
const LISTENING = { perMinute: 3, burst: 10 };

/** Listens to the bot's chats until `signal` aborts. Telegram away, or a wrong token, costs nothing but the bot. */
export function startBot(deps: Talking, signal: AbortSignal): Bot {
  const state: State = { name: undefined, offset: 0, misses: 0, said: "" };
  const handling = { ...deps, listening: new TokenBuckets(LISTENING, deps.clock) };
  return { name: () => state.name, done: listen(handling, state, signal) };
}

type State = {
  name: string | undefined;
  /** The first update that was not looked at yet; Telegram forgets what is before it. */
  offset: number;
  /** How often in a row Telegram has not answered. */
  misses: number;
  /** The trouble that was told last, so that each is told once. */
  said: string;
};

async function listen(deps: Talking & Handling, state: State, signal: AbortSignal): Promise<void> {
  const firstMs = deps.firstPauseMs ?? FIRST_PAUSE_MS;
  for (let pauseMs = firstMs; !signal.aborted; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
    try {
      await listenOnce(deps, state, signal);
      pauseMs = firstMs / 2;
    } catch (error) {
      state.misses += 1;
      // Until it is back, nobody is offered to be asked where nothing arrives. Lines break for a moment, too.
      if (state.misses > 1) state.name = undefined;
      tell(deps, state, error, signal);
      await wait(pauseMs, undefined, { signal }).catch(() => undefined);
    }
  }
}

async function listenOnce(deps: Talking & Handling, state: State, signal: AbortSignal): Promise<void> {
  if (state.name === undefined) {
    state.name = (await deps.telegram.begin(signal)).username;
    deps.log.info({ bot: state.name }, "the Telegram bot listens");
  }
  for (const update of await deps.telegram.poll(state.offset, signal)) {
    // Counted before it is done: one that breaks something must not come again and again.
    state.offset = update.id + 1;
    await handleUpdate(deps, update).catch((error: unknown) =>
      deps.log.warn({ err: error }, "an update from Telegram was not handled to its end"),
    );
  }
  state.said = "";
  state.misses = 0;
}

function tell({ log }: Talking, state: State, error: unknown, signal: AbortSignal): void {
  const trouble = error instanceof Error ? error.message : String(error);
  if (signal.aborted || trouble === state.said) return;
  state.said = trouble;
  log.warn({ err: error }, "the Telegram bot does not hear anything");
}
