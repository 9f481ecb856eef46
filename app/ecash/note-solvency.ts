import type { Reader, Tx } from "../db/database.ts";
import { appendEvent } from "../db/append-event.ts";
import type { MintSolvencyTable } from "../db/schema.ts";
import { transact } from "../db/transact.ts";
import { newId } from "../domain/ids.ts";
import { missingMsat, owedMsat } from "../domain/solvency.ts";
import type { MintStanding } from "../domain/solvency.ts";
import type { LightningRecords } from "../gateways/lightning/port.ts";
import type { MintBooks } from "../gateways/mint/port.ts";
import { noteFindings } from "../payments/note-findings.ts";
import type { Ecash } from "./ecash.ts";
import { onlyIfSilent } from "./mints/only-if-silent.ts";

export type Weighing = Pick<Ecash, "db" | "clock" | "random"> & {
  books: MintBooks;
  records: Pick<LightningRecords, "funds">;
};

type State = MintSolvencyTable["state"];

/**
 * Weighs what the hub's own mint owes against what stands behind it, and writes down how that is. Too little twice in a
 * row switches e-cash off: one look may fall between a payment and its coins. What cannot be read changes nothing.
 */
export async function noteSolvency(deps: Weighing): Promise<State | undefined> {
  const own = await ownMintUrl(deps.db);
  if (own === undefined) return undefined;
  const read = await readBoth(deps).catch(onlyIfSilent);
  if (read === undefined) return undefined;
  return transact(deps.db, async (tx) => {
    const standing = { ...read, heldMsat: await heldMsat(tx, own) };
    return note(tx, deps, own, standing);
  });
}

/** Whether switched off since or not: it still owes what it owes. */
export async function ownMintUrl(reader: Reader): Promise<string | undefined> {
  const own = await reader.selectFrom("mint").select("url").where("kind", "=", "own").executeTakeFirst();
  return own?.url;
}

/** Undefined when the hub may not look at the node's balances. What is owed is read first: it is paid for before it is issued. */
async function readBoth({ books, records }: Weighing): Promise<Omit<MintStanding, "heldMsat"> | undefined> {
  const sums = await books.sums();
  const funds = await records.funds();
  return funds && { ...sums, backingMsat: funds.channelMsat };
}

/** Not what an open operation is about to spend: it may be somebody else's by now. */
export async function heldMsat(reader: Reader, mintUrl: string): Promise<bigint> {
  const { msat } = await reader
    .selectFrom("coin")
    .where("mint_url", "=", mintUrl)
    .where("state", "=", "held")
    .where("gone_at_ms", "is", null)
    .select((eb) => eb.fn.sum<bigint | null>("amount_msat").as("msat"))
    .executeTakeFirstOrThrow();
  return msat ?? 0n;
}

async function note(tx: Tx, deps: Weighing, url: string, standing: MintStanding): Promise<State> {
  const before = await tx.selectFrom("mint_solvency").select("state").where("mint_url", "=", url).executeTakeFirst();
  const was = before?.state ?? "covered";
  const state = nextState(was, missingMsat(standing) > 0n);
  const now = deps.clock();
  const figures = {
    issued_msat: standing.issuedMsat,
    redeemed_msat: standing.redeemedMsat,
    held_msat: standing.heldMsat,
    backing_msat: standing.backingMsat,
    looked_at_ms: now,
  };
  if (before === undefined)
    await tx
      .insertInto("mint_solvency")
      .values({ mint_url: url, state, ...figures, changed_at_ms: now })
      .execute();
  else
    await tx
      .updateTable("mint_solvency")
      .set({ ...figures, ...(state !== was && { state, changed_at_ms: now }) })
      .where("mint_url", "=", url)
      .where("state", "=", was)
      .execute();
  if (was !== state && (was === "short" || state === "short")) await tell(tx, deps, state, standing);
  await noteFindings(tx, deps, [{ subject: url, differences: state === "short" ? [shortOf(url, standing)] : [] }]);
  return state;
}

function nextState(was: State, isLow: boolean): State {
  if (!isLow) return "covered";
  return was === "covered" ? "low" : "short";
}

function shortOf(subject: string, standing: MintStanding) {
  const { backingMsat: nodeMsat } = standing;
  return { kind: "mint-short", subject, bookedMsat: owedMsat(standing), nodeMsat } as const;
}

/** On record with the acts about money: nobody has done it, but people will ask since when. */
async function tell(tx: Tx, { clock, random }: Weighing, state: State, standing: MintStanding): Promise<void> {
  const now = clock();
  await appendEvent(tx, {
    id: newId("evt", now, random),
    stream: "own-mint",
    type: state === "short" ? "mint.short" : "mint.covered",
    atMs: now,
    body: { owedMsat: owedMsat(standing).toString(), backingMsat: standing.backingMsat.toString() },
  });
}
