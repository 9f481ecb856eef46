import type { Reader } from "../db/database.ts";
import type { LatePolicy } from "../db/schema.ts";
import type { ConfirmationPolicy } from "../domain/confirmations.ts";

/** What a stall says of payments that are late, too small or on chain. */
export type StallTerms = ConfirmationPolicy & {
  latePolicy: LatePolicy;
  lateTolerancePpm: bigint;
  underTolerancePpm: bigint;
};

/** The terms of a stall that is there. */
export async function findStallTerms(reader: Reader, stallId: string): Promise<StallTerms> {
  const row = await reader.selectFrom("stall").selectAll().where("id", "=", stallId).executeTakeFirstOrThrow();
  return {
    latePolicy: row.late_policy,
    lateTolerancePpm: row.late_tolerance_ppm,
    underTolerancePpm: row.under_tolerance_ppm,
    confirmations: row.confirmations,
    largeMsat: row.large_msat,
    largeConfirmations: row.large_confirmations,
  };
}
