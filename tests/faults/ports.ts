import { outsideTransactions } from "../../app/db/outside.ts";
import { NotApplied, OutcomeUnknown } from "../../app/domain/outcome.ts";
import { outsideCalls } from "./calls.ts";
import type { Life, Raise } from "./life.ts";

const calls = new Set(outsideCalls());

/** Ports that only look, or whose answers nobody minds losing, never leave anybody in doubt. */
const NEVER_UNKNOWN: ReadonlySet<string> = new Set([
  "ChainWallet.tip",
  "ChainWallet.transactions",
  "ChainWallet.watch",
  "LightningReceiver.watchSettlements",
  "ChainSender.feeRate",
  "ChainSender.release",
  "ChainSender.look",
  "MintQuotes.quoteMint",
  "MintQuotes.mintQuote",
  "MintQuotes.quoteMelt",
  "MintQuotes.meltQuote",
  "MintRecovery.restore",
  "MintRecovery.states",
  "Payee.invoiceFrom",
  "RateSource.fetchRates",
]);

const STREAMS: ReadonlySet<string> = new Set(["ChainWallet.watch", "LightningReceiver.watchSettlements"]);

/** Told of every call as it is made. */
export type Heard = (place: string) => void;

/**
 * A port as one process of the hub has it: each call may fail as the run wants it to, and none gets through any more
 * once the process is gone. `types` are the port types that the object is, `drop` breaks its streams.
 */
export function watchedPort<Port extends object>(
  port: Port,
  types: readonly string[],
  { life, heard, drop }: { life: Life; heard: Heard; drop?: () => void },
): Port {
  const placeOf = (name: string) => types.map((type) => `${type}.${name}`).find((place) => calls.has(place));
  return outsideTransactions(
    new Proxy(port, {
      get(target, name) {
        const member: unknown = Reflect.get(target, name, target);
        const place = placeOf(String(name));
        if (typeof member !== "function" || place === undefined) return member;
        return (...args: unknown[]) => through(place, () => Reflect.apply(member, target, args));
      },
      apply(target, self, args) {
        if (typeof target !== "function") throw new TypeError("only a function is called");
        return through(types[0] ?? "", () => Reflect.apply(target, self, args));
      },
    }),
  );

  function through(place: string, act: () => Promise<unknown>): Promise<unknown> {
    const answering = life.call(place, act, {
      notApplied: () => raise(new NotApplied(`${place} was told to fail before acting`)),
      lost: lostAnswer(place),
      ...(STREAMS.has(place) && drop !== undefined && { drop }),
    });
    heard(place);
    return answering;
  }
}

function lostAnswer(place: string): Raise {
  const text = `the answer to ${place} was kept`;
  return () => raise(NEVER_UNKNOWN.has(place) ? new NotApplied(text) : new OutcomeUnknown(text));
}

function raise(error: Error): never {
  throw error;
}
