import type { BlindSignature, MintRefusal } from "../../gateways/mint/port.ts";

/** What a mint has made of an operation. */
export type Outcome =
  /** One signature for each output, in order; of a payment's change, for the first of them. */
  | { kind: "signed"; signatures: readonly BlindSignature[] }
  /** It did not happen, and the mint will not do it. `spent`: points of inputs that something else has spent. */
  | { kind: "refused"; reason: MintRefusal; spent?: readonly string[] }
  /** The mint is at it, or waits for money. */
  | { kind: "pending" }
  /** What went in is gone, and what was to come out is not to be found. */
  | { kind: "lost"; reason: string };
