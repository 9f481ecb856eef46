import type { FindingKind } from "../../db/schema.ts";

/** What the books and the node say differently of one thing; nothing of it is nothing. */
export type Difference = {
  kind: FindingKind;
  /** The payment hash, the txid of what we sent or the `txid:index` of what came that it is about; empty for the hub as a whole. */
  subject: string;
  bookedMsat: bigint;
  nodeMsat: bigint;
  orderId?: string;
  outgoingId?: string;
};

/** A thing that was looked at, and what was found; a subject without differences closes the findings about it. */
export type Looked = { subject: string; differences: readonly Difference[] };

/** Money that was just moved is in one of the two a moment before the other, so it is looked at only afterwards. */
export const SETTLED_FOR_MS = 120_000n;
