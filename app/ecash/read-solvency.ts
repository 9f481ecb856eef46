import type { Reader } from "../db/database.ts";
import type { MintSolvencyTable } from "../db/schema.ts";
import { coverPercent, missingMsat, owedMsat } from "../domain/solvency.ts";
import type { MintStanding } from "../domain/solvency.ts";

export type Solvency = MintStanding & {
  state: MintSolvencyTable["state"];
  owedMsat: bigint;
  missingMsat: bigint;
  /** Undefined when nothing is owed. */
  percent: bigint | undefined;
  lookedAtMs: bigint;
  changedAtMs: bigint;
};

/** How the hub's own mint stood when it was last looked at; undefined before the first time. */
export async function readSolvency(reader: Reader): Promise<Solvency | undefined> {
  const row = await reader
    .selectFrom("mint_solvency")
    .innerJoin("mint", "mint.url", "mint_solvency.mint_url")
    .where("mint.kind", "=", "own")
    .selectAll("mint_solvency")
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const standing = {
    issuedMsat: row.issued_msat,
    redeemedMsat: row.redeemed_msat,
    heldMsat: row.held_msat,
    backingMsat: row.backing_msat,
  };
  return {
    ...standing,
    state: row.state,
    owedMsat: owedMsat(standing),
    missingMsat: missingMsat(standing),
    percent: coverPercent(standing),
    lookedAtMs: row.looked_at_ms,
    changedAtMs: row.changed_at_ms,
  };
}

/** Whether too little stands behind the own mint: then nothing more of it is offered or given out. */
export async function isShort(reader: Reader): Promise<boolean> {
  return (await readSolvency(reader))?.state === "short";
}
