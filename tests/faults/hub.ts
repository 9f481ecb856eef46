import { setImmediate as turn } from "node:timers/promises";
import { Failures } from "../../app/accounts/failures.ts";
import type { Db } from "../../app/db/database.ts";
import { MINUTE_MS } from "../../app/domain/time.ts";
import { sealUnder } from "../../app/ecash/seal.ts";
import { readBolt11 } from "../../app/gateways/lightning/bolt11.ts";
import { coinKit } from "../../app/gateways/mint/coin-kit.ts";
import type { MintOperator } from "../../app/gateways/mint/port.ts";
import { claim } from "../../app/jobs/claim.ts";
import { GIVEN_BACK, perform } from "../../app/jobs/perform.ts";
import { handlersOf } from "../../app/jobs/handlers.ts";
import { sweepsOf } from "../../app/jobs/sweeps.ts";
import type { Working } from "../../app/jobs/working.ts";
import type { Placing } from "../../app/orders/place.ts";
import { watchChain } from "../../app/payments/watch-chain.ts";
import { watchLightning } from "../../app/payments/watch-lightning.ts";
import { claimDue } from "../../app/webhooks/outgoing/claim-due.ts";
import { deliver } from "../../app/webhooks/outgoing/deliver.ts";
import type { TestClock } from "../support/world.ts";
import type { Life } from "./life.ts";
import type { Outside } from "./outside.ts";
import { watchedPort } from "./ports.ts";
import type { Heard } from "./ports.ts";

/** One process of the hub, put together as `app/main.ts` does it, with nothing that happens by its own clock. */
export type Hub = Working &
  Placing & {
    ecash: NonNullable<Working["ecash"]>;
    chain: NonNullable<Working["chain"]>;
    payer: NonNullable<Working["payer"]>;
    operator: MintOperator;
    life: Life;
  };

export type Making = {
  db: Db;
  clock: TestClock;
  random: Working["random"];
  outside: Outside;
  life: Life;
  heard: Heard;
};

export function makeHub({ db, clock, random, outside, life, heard }: Making): Hub {
  const watching = { life, heard };
  const { node, chain } = outside;
  const watched = <Port extends object>(port: Port, ...types: string[]) => watchedPort(port, types, watching);
  const lightning = watchedPort(
    node,
    ["LightningReceiver", "LightningPayer", "LightningCanceller", "LightningRecords"],
    {
      ...watching,
      drop: () => node.dropStreams(),
    },
  );
  const mints = [outside.mint, outside.otherMint].map((mint) =>
    watched(mint, "MintView", "MintQuotes", "MintExchange", "MintRecovery"),
  );
  const wallet = watchedPort(chain, ["ChainWallet", "ChainSender"], { ...watching, drop: () => chain.dropStreams() });
  const secretKey = "a secret key only for tests, 32+ chars";
  const rateOf = async () => undefined;
  return {
    ecash: {
      db,
      clock,
      random,
      rateOf,
      kit: coinKit,
      seal: sealUnder(secretKey, random),
      mintAt: (url) => mints.find((mint) => mint.url === url) ?? unknownMint(url),
      readInvoice: readBolt11,
      seed: new Uint8Array(64).fill(7),
    },
    db,
    clock,
    random,
    life,
    node: lightning,
    payer: lightning,
    canceller: lightning,
    records: lightning,
    chain: wallet,
    sender: wallet,
    operator: watched(outside.operator, "MintOperator"),
    payee: watched(outside.payee, "Payee"),
    fetchWebhook: watched(outside.fetchWebhook, "SafeFetch"),
    mail: watched(outside.mail, "MailPort"),
    telegram: watched(outside.telegram, "TelegramPort"),
    rateSources: [watched(outside.rates, "RateSource")],
    writeLetter: () => ({ subject: "news", text: "news", html: "news" }),
    writeChat: (_locale, words) =>
      JSON.stringify(words, (_key, value: unknown) => (typeof value === "bigint" ? value.toString() : value)),
    labelNo: () => "no",
    log: { warn: () => undefined, error: () => undefined },
    failures: new Failures(),
    rateOf,
    secretKey,
    chargeLifetimeMs: 60n * MINUTE_MS,
  };
}

function unknownMint(url: string): never {
  throw new Error(`nobody knows ${url}`);
}

/** What the hub does first: it listens to node and chain, and looks at what it has missed. */
export async function begin(hub: Hub): Promise<void> {
  await listen(hub, async () => undefined);
}

/** Lets the hub listen to node and chain while something happens there. */
export async function listen(hub: Hub, meanwhile: () => Promise<void>): Promise<void> {
  const stop = new AbortController();
  const watching = { ...hub, onBreak: () => undefined };
  const listening = Promise.all([watchLightning(watching, hub.node, stop.signal), watchChain(watching, stop.signal)]);
  await meanwhile();
  stop.abort();
  await listening;
}

let turns = 0;

/** One round of what the hub does by itself: its queue, its webhooks, and its sweeps, the rare ones only where asked. */
export async function work(hub: Hub, which: "frequent" | "all"): Promise<void> {
  await workOff(hub);
  for (const { cron, run } of sweepsOf(hub))
    if (which === "all" || cron.startsWith("*")) await unlessOutsideFails(run());
  await workOff(hub);
}

/** A sweep that throws is written to the log, and comes again. */
async function unlessOutsideFails(running: Promise<void>): Promise<void> {
  await running.catch((error: unknown) => {
    if (!(error instanceof Error) || !["NotApplied", "OutcomeUnknown"].includes(error.name)) throw error;
  });
}

async function workOff(hub: Hub): Promise<void> {
  for (;;) {
    const owner = `process ${(turns += 1)}`;
    const { jobs } = await claim(hub.db, { owner, limit: 100, now: hub.clock(), leaseMs: 60_000n });
    for (const job of jobs) await doJob(hub, job);
    const due = { now: hub.clock(), leaseMs: 60_000n, claim: owner, limit: 100, limitOf: () => 100 };
    const deliveries = await claimDue(hub.db, due);
    for (const delivery of deliveries) await deliver(hub, delivery);
    if (jobs.length + deliveries.length === 0) return;
    await turn();
  }
}

/** Ends with the process, as its timers would. */
async function doJob(hub: Hub, job: Parameters<typeof perform>[1]): Promise<void> {
  const stopping = new AbortController();
  const performing = perform({ ...hub, handlers: handlersOf(hub), leaseMs: 60_000 }, job, stopping);
  const ended = hub.life.gone.then(() => stopping.abort(GIVEN_BACK));
  await Promise.race([performing, ended.then(() => new Promise(() => undefined))]);
}
