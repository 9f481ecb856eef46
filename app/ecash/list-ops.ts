import type { Reader } from "../db/database.ts";
import type { EcashOpTable } from "../db/schema.ts";

/** What the hub asked a mint to do, without anything that could spend a coin. */
export type EcashOp = Pick<EcashOpTable, "id" | "kind" | "purpose" | "state" | "reason" | "tries"> & {
  mintUrl: string;
  inputMsat: bigint;
  outputMsat: bigint;
  /** When it is looked at again by itself; of no meaning once it has ended. */
  nextTryMs: bigint;
  createdAtMs: bigint;
  updatedAtMs: bigint;
  /** The order that it is for, where there is one. */
  orderId: string | undefined;
};

export type OpFilter = {
  state?: "open" | "blocked" | undefined;
  /** The id of the last one already shown; ids sort by time. */
  before?: string | undefined;
  limit: number;
};

/** Newest first. Reads one more than asked to know whether there are more. */
export async function listOps(
  reader: Reader,
  { state, before, limit }: OpFilter,
): Promise<{ ops: readonly EcashOp[]; nextBefore: string | undefined }> {
  let query = reader
    .selectFrom("ecash_op")
    // A charge when money comes in, money that leaves when a token is made.
    .leftJoin("charge", "charge.id", "ecash_op.subject")
    .leftJoin("outgoing", "outgoing.id", "ecash_op.subject")
    .select([
      "ecash_op.id",
      "ecash_op.kind",
      "ecash_op.purpose",
      "ecash_op.mint_url",
      "input_msat",
      "output_msat",
      "ecash_op.state",
      "ecash_op.reason",
      "ecash_op.tries",
      "ecash_op.next_try_ms",
      "ecash_op.created_at_ms",
      "ecash_op.updated_at_ms",
      "charge.order_id as paid_order",
      "outgoing.order_id as refunded_order",
    ])
    .orderBy("ecash_op.id", "desc")
    .limit(limit + 1);
  if (state !== undefined) query = query.where("ecash_op.state", "=", state);
  if (before !== undefined) query = query.where("ecash_op.id", "<", before);
  const rows = await query.execute();
  const shown = rows.slice(0, limit);
  const ops = shown.map((row) => ({
    id: row.id,
    kind: row.kind,
    purpose: row.purpose,
    state: row.state,
    reason: row.reason,
    tries: row.tries,
    mintUrl: row.mint_url,
    inputMsat: row.input_msat,
    outputMsat: row.output_msat,
    nextTryMs: row.next_try_ms,
    createdAtMs: row.created_at_ms,
    updatedAtMs: row.updated_at_ms,
    orderId: row.paid_order ?? row.refunded_order ?? undefined,
  }));
  return { ops, nextBefore: rows.length > limit ? shown.at(-1)?.id : undefined };
}

/** How many have to be looked at by a person. */
export async function countBlocked(reader: Reader): Promise<number> {
  const { count } = await reader
    .selectFrom("ecash_op")
    .where("state", "=", "blocked")
    .select((op) => op.fn.countAll<bigint>().as("count"))
    .executeTakeFirstOrThrow();
  return Number(count);
}
