import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";
import { isRefused, refuse } from "../../domain/refusal.ts";
import type { PictureAnswer, PictureJob } from "./job.ts";
import type { PicturePort } from "./port.ts";

type Limits = { deadlineMs: number; idleMs: number };

const defaults: Limits = { deadlineMs: 30_000, idleMs: 3_000 };

/**
 * Decodes pictures with sharp in a process of its own that is started when needed and ended when idle. Decoders take
 * a hundred megabytes that a process never gives back, and what a hostile file does to one must not be done
 * to the shop: a decoder that crashes or hangs is a refused picture. One picture at a time.
 */
export function sharpPictures(limits: Limits = defaults): PicturePort {
  const worker = new Worker(limits);
  return {
    read: async (source) => (await worker.run({ kind: "read", source })) ?? refuse("picture-refused"),
    draw: async (source) => {
      const picture = await worker.run({ kind: "draw", source });
      if (picture === undefined || isRefused(picture))
        throw new Error("the drawing could not be turned into a picture");
      return picture;
    },
  };
}

class Worker {
  readonly #limits: Limits;
  #child: ChildProcess | undefined;
  #idle: NodeJS.Timeout | undefined;
  #last: Promise<unknown> = Promise.resolve();

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  /** Undefined when the process ended without an answer. */
  run(job: PictureJob): Promise<PictureAnswer | undefined> {
    const turn = this.#last.then(() => this.#runNow(job));
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  async #runNow(job: PictureJob): Promise<PictureAnswer | undefined> {
    clearTimeout(this.#idle);
    const child = (this.#child ??= this.#start());
    hold(child, true);
    const answer = await ask(child, job, this.#limits.deadlineMs);
    hold(child, false);
    if (answer === undefined) this.#end(child);
    this.#idle = setTimeout(() => this.#end(child), this.#limits.idleMs).unref();
    return answer;
  }

  #start(): ChildProcess {
    const file = fileURLToPath(new URL("./child.ts", import.meta.url));
    // No environment: the settings and secrets of the hub are none of a decoder's business.
    const child = fork(file, {
      serialization: "advanced",
      execArgv: [],
      env: {},
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    child.once("exit", () => this.#forget(child));
    return child;
  }

  /** Forgotten before it is gone, so that the next picture is not given to a dying process. */
  #end(child: ChildProcess): void {
    this.#forget(child);
    child.kill();
  }

  #forget(child: ChildProcess): void {
    if (this.#child === child) this.#child = undefined;
  }
}

/** Only a busy child keeps the hub's process from ending. */
function hold(child: ChildProcess, isBusy: boolean): void {
  if (isBusy) child.ref();
  else child.unref();
  if (isBusy) child.channel?.ref();
  else child.channel?.unref();
}

async function ask(child: ChildProcess, job: PictureJob, deadlineMs: number): Promise<PictureAnswer | undefined> {
  const { promise, resolve } = Promise.withResolvers<PictureAnswer | undefined>();
  const giveUp = () => resolve(undefined);
  const hear = (message: unknown) => resolve(isAnswer(message) ? message : undefined);
  const timer = setTimeout(() => child.kill("SIGKILL"), deadlineMs);
  child.once("message", hear).once("exit", giveUp).once("error", giveUp);
  child.send(job, (error) => error && giveUp());
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    child.off("message", hear).off("exit", giveUp).off("error", giveUp);
  }
}

/** Our own program is at the other end of the channel, so a look at the outside is enough. */
function isAnswer(message: unknown): message is PictureAnswer {
  return isRefused(message) || (typeof message === "object" && message !== null && "files" in message);
}
