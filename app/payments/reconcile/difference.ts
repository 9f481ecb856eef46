import type { FindingKind } from "../../db/schema.ts";

/** What the books and the node say differently of one thing; nothing of it is nothing. */
export type Difference = {
  kind: FindingKind;
  /** A payment hash, the txid of what was sent or the `txid:index` of what came; empty for the hub as a whole. */
  subject: string;
  bookedMsat: bigint;
  nodeMsat: bigint;
  orderId?: string;
  outgoingId?: string;
};

/** A thing that was looked at, and what was found; a subject without differences closes the findings about it. */
export type Looked = { subject: string; differences: readonly Difference[] };

type Left = Pick<Difference, "subject" | "bookedMsat" | "nodeMsat"> & { outgoing_id: string; order_id: string | null };

/** Money that was to leave, over whichever rail, by the books and by the node. */
export function compareLeft({ outgoing_id: outgoingId, order_id, ...sums }: Left): Looked {
  const { subject, bookedMsat, nodeMsat } = sums;
  if (bookedMsat === nodeMsat) return { subject, differences: [] };
  const kind = nodeMsat === 0n ? "payment-missing" : bookedMsat === 0n ? "payment-unbooked" : "payment-differs";
  return { subject, differences: [{ kind, ...sums, outgoingId, ...(order_id !== null && { orderId: order_id }) }] };
}

/** Money that was just moved is in one of the two a moment before the other, so it is looked at only afterwards. */
export const SETTLED_FOR_MS = 120_000n;
