import type { Tx } from "../../db/database.ts";
import type { Outgoing } from "./sending.ts";

/**
 * Whether a payment would touch what is kept for others, together with everything that may be on its way. What has left
 * already is counted once more, because the node's balance was read before: then it waits a little longer.
 */
export async function touchesReserve(
  tx: Tx,
  outgoing: Outgoing,
  { feeLimitMsat, freeMsat }: { feeLimitMsat: bigint; freeMsat: bigint | undefined },
): Promise<boolean> {
  if (freeMsat === undefined) return false;
  const live = await tx
    .selectFrom("outgoing_attempt")
    .innerJoin("outgoing", "outgoing.id", "outgoing_attempt.outgoing_id")
    .where("outgoing_attempt.state", "=", "live")
    .where("outgoing_id", "!=", outgoing.id)
    .select(["amount_msat", "fee_limit_msat"])
    .execute();
  const leaving = live.reduce((sum, each) => sum + each.amount_msat + each.fee_limit_msat, 0n);
  return leaving + outgoing.amount_msat + feeLimitMsat > freeMsat;
}
