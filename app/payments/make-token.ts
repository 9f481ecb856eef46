import type { Reader, Tx } from "../db/database.ts";
import type { Msat } from "../domain/money.ts";
import type { Refused } from "../domain/refusal.ts";

/**
 * How money leaves as e-cash: whoever has some makes a token for a subject, once. What was made for the same subject
 * before is what is answered, whatever has become of it.
 */
export type MakeToken = (request: {
  subject: string;
  amountMsat: Msat;
  /** The public key of the wallet that alone can spend it; undefined for whoever has it. */
  lockedTo?: string | undefined;
  /** Asked in the transaction that begins a token; where it says no, none is begun. */
  mayBegin: (tx: Tx) => Promise<boolean>;
}) => Promise<
  | { kind: "token"; tokenId: string; feeMsat: bigint; state: "ready" | "making" }
  | Refused<"ecash-too-little" | "mint-not-taken" | "mint-short" | "already-on-its-way">
>;

/**
 * Why no token over so much can be begun now; undefined when nothing is in the way. It is looked at before money is
 * asked for, so that none is taken from a balance for nothing; whoever makes the token looks again.
 */
export type RefuseToken = (
  reader: Reader,
  amountMsat: Msat,
) => Promise<Refused<"ecash-too-little" | "mint-not-taken" | "mint-short"> | undefined>;
