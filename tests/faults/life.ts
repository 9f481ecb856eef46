import { AsyncLocalStorage } from "node:async_hooks";
import type { Await } from "./awaits.ts";

/** What is to go wrong at a place: once, the next time that the hub comes there. */
export type Fault =
  | { at: "call"; place: string; outcome: CallOutcome }
  | { at: "await"; place: string; outcome: AwaitOutcome };

/** A call that did nothing, one whose answer was lost, and a hub that was gone just before or just after it. */
export const CALL_OUTCOMES = ["not-applied", "unanswered", "gone-before", "gone-after"] as const;
export type CallOutcome = (typeof CALL_OUTCOMES)[number];

/** The hub is gone while it waits, or just after what it waited for was done. */
export type AwaitOutcome = "gone-waiting" | "gone-after";

export function awaitOutcomes({ isInTransaction }: Pick<Await, "isInTransaction">): readonly AwaitOutcome[] {
  return isInTransaction ? ["gone-waiting"] : ["gone-waiting", "gone-after"];
}

/** What a run met, in which order things went wrong in it, and what is still to go wrong. */
export type Trace = { calls: Set<string>; awaits: Set<string>; pending: Fault[]; struck: Fault[] };

export function newTrace(pending: readonly Fault[] = []): Trace {
  return { calls: new Set(), awaits: new Set(), pending: [...pending], struck: [] };
}

/** The life that the running code belongs to. */
const current = new AsyncLocalStorage<Life>();

/**
 * One process of the hub, as far as it can be killed without ending ours: once it is gone, nothing that it waited for
 * ever continues, no call of it reaches anybody, and its connections are closed.
 */
export class Life {
  readonly #trace: () => Trace;
  readonly #end = Promise.withResolvers<"gone">();
  readonly #cut: () => void;
  isGone = false;
  /** Fulfilled when it was killed. */
  readonly gone: Promise<"gone"> = this.#end.promise;

  /** `cut` closes what the system closes when a process ends. */
  constructor(trace: () => Trace, cut: () => void) {
    this.#trace = trace;
    this.#cut = cut;
  }

  /** Runs as this process until it is done or the process is gone. */
  async run<Result>(work: () => Promise<Result>): Promise<{ value: Result } | "gone"> {
    const working = current.run(this, work);
    working.catch(() => undefined);
    const done = working.then<{ value: Result } | "gone">((value) => (this.isGone ? "gone" : { value }));
    return Promise.race([done, this.gone]);
  }

  kill(): void {
    if (this.isGone) return;
    this.isGone = true;
    this.#cut();
    this.#end.resolve("gone");
  }

  /** What an `await` of the money rooms waits for. */
  waitFor(place: string, value: unknown): unknown {
    if (this.isGone) return never(value);
    this.#trace().awaits.add(place);
    const outcome = this.#strikes("await", place);
    if (outcome === "gone-waiting") return this.#leave(value);
    return Promise.resolve(value).then(
      (answer) => (this.isGone ? never() : outcome === "gone-after" ? this.#leave() : answer),
      (error: unknown) => {
        if (this.isGone) return never();
        if (outcome === "gone-after") return this.#leave();
        throw error;
      },
    );
  }

  /** A call to somebody outside. */
  async call<Result>(place: string, act: () => Promise<Result>, how: CallFailing): Promise<Result> {
    if (this.isGone) return never();
    this.#trace().calls.add(place);
    const outcome = this.#strikes("call", place);
    if (outcome === "not-applied") return how.notApplied();
    if (outcome === "gone-before") return this.#leave();
    const answering = act();
    if (how.drop !== undefined && outcome === "gone-after") return this.#leave(answering);
    if (outcome === "unanswered") how.drop?.();
    const answer = await answering.catch((error: unknown) => {
      if (this.isGone) return never();
      throw error;
    });
    if (this.isGone) return never();
    if (outcome === "gone-after") return this.#leave();
    return outcome === "unanswered" ? how.lost() : answer;
  }

  #leave(value?: unknown): Promise<never> {
    this.kill();
    return never(value);
  }

  #strikes(at: Fault["at"], place: string): Fault["outcome"] | undefined {
    const { pending, struck } = this.#trace();
    const index = pending.findIndex((fault) => fault.at === at && fault.place === place);
    const [fault] = index === -1 ? [] : pending.splice(index, 1);
    if (fault !== undefined) struck.push(fault);
    return fault?.outcome;
  }
}

export type Raise = () => never;

/** How the call's port tells of a call that did nothing, and of an answer that did not come; `drop` breaks a stream. */
export type CallFailing = { notApplied: Raise; lost: Raise; drop?: () => void };

/** Nobody hears any more how it ended, well or badly. */
function never(value?: unknown): Promise<never> {
  if (value instanceof Promise) value.catch(() => undefined);
  return new Promise(() => undefined);
}

Object.assign(globalThis, {
  atAwait: (place: string, value: unknown) => current.getStore()?.waitFor(place, value) ?? value,
});
