import type { Db } from "../db/database.ts";
import { Misconfigured, NotApplied, OutcomeUnknown } from "../domain/outcome.ts";
import { owedMsat } from "../domain/solvency.ts";
import type { LightningRecords } from "../gateways/lightning/port.ts";
import type { MintBooks } from "../gateways/mint/port.ts";
import type { FreeReader } from "../payments/free-reader.ts";
import { heldMsat, ownMintUrl } from "./note-solvency.ts";
import { readSolvency } from "./read-solvency.ts";

export type FreeWorld = { db: Db; books: MintBooks; records: Pick<LightningRecords, "funds"> };

/**
 * What the node may send for the hub itself: what its channels hold, less what others have in e-cash of the own mint. A
 * mint that does not answer owes what it owed when last looked at.
 */
export function freeOverLightning({ db, books, records }: FreeWorld): FreeReader {
  return async () => {
    const url = await ownMintUrl(db);
    if (url === undefined) return undefined;
    const sums = await books.sums().catch(ifUnreadable);
    const owed =
      sums === undefined
        ? (await readSolvency(db))?.owedMsat
        : owedMsat({ ...sums, heldMsat: await heldMsat(db, url) });
    if (owed === undefined || owed === 0n) return undefined;
    // Where the hub may not look, it cannot know that anything is free.
    const channelMsat = (await records.funds())?.channelMsat ?? 0n;
    return channelMsat > owed ? channelMsat - owed : 0n;
  };
}

function ifUnreadable(error: unknown): undefined {
  const isKnown = error instanceof NotApplied || error instanceof OutcomeUnknown || error instanceof Misconfigured;
  if (!isKnown) throw error;
}
