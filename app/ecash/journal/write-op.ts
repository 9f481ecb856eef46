import type { Tx } from "../../db/database.ts";
import type { EcashOpTable, EcashPurpose } from "../../db/schema.ts";
import { newId } from "../../domain/ids.ts";
import type { Ecash } from "../ecash.ts";
import { isTaken } from "./is-taken.ts";
import { writeBody } from "./op-body.ts";
import type { OpBody } from "./op-body.ts";

export type NewOp = {
  kind: EcashOpTable["kind"];
  purpose: EcashPurpose;
  subject: string;
  mintUrl: string;
  quoteId?: string;
  /** Of the quote's invoice. */
  paymentHash?: string | undefined;
  /** The operation that pays it. */
  follows?: string;
  body: OpBody;
  /** What its subject receives for it. */
  worthMsat: bigint;
  /** Whose coins go in: brought by somebody else, or the hub's own, which are claimed. */
  inputs: "brought" | "own";
  /** Known from the start where nothing is asked. */
  state?: "done";
};

/**
 * Writes what a mint is about to be asked. `taken`: a coin among the inputs belongs to another operation, or is none of
 * the hub's any more; then nothing was written, and the transaction must not be committed with anything that relies on it.
 */
export async function writeOp(
  tx: Tx,
  { clock, random, seal, kit }: Pick<Ecash, "clock" | "random" | "seal" | "kit">,
  op: NewOp,
): Promise<{ id: string } | "taken"> {
  const now = clock();
  const id = newId("eop", now, random);
  const points = op.body.inputs.map(({ secret }) => kit.pointOf(secret));
  if (op.inputs === "brought" && (await isTaken(tx, points, op.subject))) return "taken";
  await tx
    .insertInto("ecash_op")
    .values({
      id,
      kind: op.kind,
      purpose: op.purpose,
      subject: op.subject,
      mint_url: op.mintUrl,
      quote_id: op.quoteId ?? null,
      follows: op.follows ?? null,
      payment_hash: op.paymentHash ?? null,
      input_msat: sum(op.body.inputs),
      output_msat: sum(op.body.outputs),
      worth_msat: op.worthMsat,
      state: op.state ?? "open",
      reason: "",
      sealed: seal.close(writeBody(op.body), id),
      tries: 0n,
      next_try_ms: now,
      created_at_ms: now,
      updated_at_ms: now,
    })
    .execute();
  if (op.inputs === "own") await claim(tx, { id, points, now });
  else if (points.length > 0)
    await tx
      .insertInto("ecash_input")
      .values(points.map((point) => ({ point, op_id: id })))
      .execute();
  return { id };
}

/** Somebody else was quicker: whoever chose the coins has to choose again, and nothing may be committed. */
export class CoinsClaimed extends Error {
  override name = "CoinsClaimed";
}

async function claim(tx: Tx, { id, points, now }: { id: string; points: readonly string[]; now: bigint }) {
  if (points.length === 0) return;
  const claimed = await tx
    .updateTable("coin")
    .set({ state: "claimed", spent_by: id, updated_at_ms: now })
    .where("point", "in", points)
    .where("state", "=", "held")
    .executeTakeFirst();
  if (claimed.numUpdatedRows !== BigInt(points.length)) throw new CoinsClaimed("a coin was claimed by somebody else");
}

function sum(coins: readonly { amountMsat: bigint }[]): bigint {
  return coins.reduce((total, { amountMsat }) => total + amountMsat, 0n);
}
