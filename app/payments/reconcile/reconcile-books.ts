import type { Db } from "../../db/database.ts";
import { transact } from "../../db/transact.ts";
import type { Random } from "../../domain/ids.ts";
import { Misconfigured, NotApplied, OutcomeUnknown } from "../../domain/outcome.ts";
import type { Clock } from "../../domain/time.ts";
import type { ChainSender, ChainWallet } from "../../gateways/chain/port.ts";
import type { LightningPayer, LightningReceiver, LightningRecords } from "../../gateways/lightning/port.ts";
import { compareFunds, readFunds } from "./compare-funds.ts";
import type { Looked } from "./difference.ts";
import { lookAtAll } from "./look-at-all.ts";
import { noteLooked } from "./note-looked.ts";
import { begin, end, progress } from "./run-state.ts";
import { tellOwners } from "./tell-owners.ts";

export type Comparing = {
  db: Db;
  clock: Clock;
  random: Random;
  node: LightningReceiver;
  records: LightningRecords;
  payer: LightningPayer | undefined;
  chain: ChainWallet | undefined;
  sender?: ChainSender | undefined;
};

/** The job that compares when somebody asks for it. */
export const RECONCILE_JOB = "books.reconcile";

/** `recent`: what moved lately. `thorough`: everything of the last weeks. */
export type Reach = "recent" | "thorough";

export type Reconciled = { kind: "done"; opened: number } | { kind: "failed"; reason: string } | { kind: "busy" };

/**
 * Compares the books with the node and the chain, and writes down where they differ. It moves no money and mends
 * nothing: what to do about a finding is for the owner to decide, or a sweep does it anyway.
 */
export async function reconcileBooks(deps: Comparing, reach: Reach): Promise<Reconciled> {
  const id = await begin(deps);
  if (id === undefined) return { kind: "busy" };
  try {
    const opened = await compareAll(deps, id, reach);
    const funds = await readFunds(deps.db, deps.records);
    const short = await write(deps, { id, looked: compareFunds(funds), isTold: opened > 0 });
    await end(deps, id, { state: "done", ...funds });
    return { kind: "done", opened: opened + short };
  } catch (error) {
    const reason = reasonOf(error);
    await end(deps, id, { state: "failed", reason });
    if (reason === "bug") throw error;
    return { kind: "failed", reason };
  }
}

async function compareAll(deps: Comparing, id: string, reach: Reach): Promise<number> {
  let opened = 0;
  for await (const looked of lookAtAll(deps, reach)) opened += await write(deps, { id, looked, isTold: opened > 0 });
  return opened;
}

/** Findings, how far it is, and, with the first that is new, the word to the owners: all of it or nothing. */
async function write(
  deps: Comparing,
  { id, looked, isTold }: { id: string; looked: readonly Looked[]; isTold: boolean },
): Promise<number> {
  return transact(deps.db, async (tx) => {
    const now = deps.clock();
    const opened = await noteLooked(tx, { random: deps.random, now }, looked);
    if (opened > 0 && !isTold) await tellOwners(tx, deps);
    await progress(tx, id, looked.length, now);
    return opened;
  });
}

function reasonOf(error: unknown): string {
  if (error instanceof Misconfigured) return "misconfigured";
  return error instanceof NotApplied || error instanceof OutcomeUnknown ? "node-unavailable" : "bug";
}
