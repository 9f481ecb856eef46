import type { Tx } from "../../db/database.ts";

export type MintTrouble = "keys-changed" | "signature-wrong" | "never-paid";

/** Nothing is sent to this mint and nothing of it taken any more, until a person has looked at it. */
export async function quarantine(
  tx: Tx,
  { mintUrl, reason, now }: { mintUrl: string; reason: MintTrouble; now: bigint },
): Promise<void> {
  await tx
    .updateTable("mint")
    .set({ state: "quarantined", reason, updated_at_ms: now })
    .where("url", "=", mintUrl)
    .where("state", "!=", "quarantined")
    .execute();
}
