import { sql } from "kysely";
import type { Reader } from "../../db/database.ts";
import type { OutgoingPurpose, OutgoingState, OutgoingTable } from "../../db/schema.ts";
import type { UnixMs } from "../../domain/time.ts";
import { canStillBePaid } from "./attempt.ts";

export type OutgoingSummary = {
  id: string;
  purpose: OutgoingPurpose;
  stallId: string;
  orderId: string | undefined;
  to: { kind: OutgoingTable["destination_kind"]; text: string };
  amountMsat: bigint;
  state: OutgoingState;
  revision: bigint;
  reason: string;
  nextTryMs: bigint;
  createdAtMs: bigint;
  /** Known once it has arrived. */
  feeMsat: bigint | undefined;
  /** Whoever was asked may still pay it: until then it cannot be taken back. */
  boundUntilMs: bigint | undefined;
  /** The transaction that pays it, or tries to, where it goes on chain. */
  onChain: OnChain | undefined;
  /** What became of the token, where it goes as one: it is being made, nobody has taken it yet, or a wallet has. */
  token: "making" | "ready" | "claimed" | undefined;
  /** How many have said yes, and whether whoever looks is among them. */
  approvals: readonly string[];
  askedBy: string;
};

export type OnChain = { txid: string; isPublished: boolean; confirmations: number };

export type OutgoingFilter = {
  /** Only this one. */
  id?: string | undefined;
  stallId?: string | undefined;
  orderId?: string | undefined;
  purpose?: OutgoingPurpose | undefined;
  states?: readonly OutgoingState[] | undefined;
  /** Ids from this one on. */
  from?: string | undefined;
  /** The id of the last one already shown; ids sort by time. */
  before?: string | undefined;
  limit: number;
};

/** Newest first. Reads one more than asked to know whether there are more. */
export async function listOutgoing(
  reader: Reader,
  filter: OutgoingFilter,
  now: UnixMs,
): Promise<{ outgoing: OutgoingSummary[]; nextBefore: string | undefined }> {
  const { id, stallId, orderId, purpose, states, from, before, limit } = filter;
  let query = reader
    .selectFrom("outgoing")
    .selectAll()
    .orderBy("id", "desc")
    .limit(limit + 1);
  if (id !== undefined) query = query.where("id", "=", id);
  if (stallId !== undefined) query = query.where("stall_id", "=", stallId);
  if (orderId !== undefined) query = query.where("order_id", "=", orderId);
  if (purpose !== undefined) query = query.where("purpose", "=", purpose);
  if (states !== undefined) query = query.where("state", "in", states);
  if (from !== undefined) query = query.where("id", ">=", from);
  if (before !== undefined) query = query.where("id", "<", before);
  const rows = await query.execute();
  const shown = rows.slice(0, limit);
  const outgoing = await withAttempts(reader, shown, now);
  return { outgoing, nextBefore: rows.length > limit ? shown.at(-1)?.id : undefined };
}

async function withAttempts(reader: Reader, rows: OutgoingTable[], now: UnixMs): Promise<OutgoingSummary[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const attempts = await reader
    .selectFrom("outgoing_attempt")
    .select(["outgoing_id", "state", "fee_msat", "expires_at_ms"])
    .where("outgoing_id", "in", ids)
    .orderBy("id")
    .execute();
  const approvals = await reader
    .selectFrom("outgoing_approval")
    .select(["outgoing_id", "person_id"])
    .where("outgoing_id", "in", ids)
    .execute();
  const [transactions, tokens] = [await transactionsOf(reader, ids), await madeTokens(reader, ids)];
  return rows.map((row) => {
    const [onChain, token] = [transactions.get(row.id), tokens.get(row.id)];
    const own = attempts.filter((each) => each.outgoing_id === row.id);
    const last = own.at(-1)?.expires_at_ms;
    return {
      ...summaryOf(row),
      feeMsat: own.find(({ state }) => state === "confirmed")?.fee_msat ?? onChain?.feeMsat ?? token?.feeMsat,
      onChain: onChain?.shown,
      token: token?.state,
      boundUntilMs: last !== undefined && canStillBePaid({ expiresAtMs: last }, now) ? last : undefined,
      approvals: approvals.filter((each) => each.outgoing_id === row.id).map(({ person_id }) => person_id),
    };
  });
}

/** The last one of each; its fee counts once it is deep enough. */
async function transactionsOf(reader: Reader, ids: readonly string[]) {
  const rows = await reader
    .selectFrom("outgoing_transaction")
    .select(["outgoing_id", "txid", "confirmed_txid", "state", "fee_msat", "confirmations", "published_at_ms"])
    .where("outgoing_id", "in", ids)
    .where("state", "!=", "failed")
    .execute();
  return new Map(
    rows.map((row) => [
      row.outgoing_id,
      {
        feeMsat: row.state === "confirmed" ? row.fee_msat : undefined,
        shown: {
          txid: row.confirmed_txid ?? row.txid,
          isPublished: row.published_at_ms !== null,
          confirmations: Number(row.confirmations),
        },
      },
    ]),
  );
}

/** Spelled out in the statement, not sent along: only then is the index of what is given known to fit. */
const FAILED = sql.lit("failed" as const);

/** What their mint took counts once they are made. */
async function madeTokens(reader: Reader, ids: readonly string[]) {
  const rows = await reader
    .selectFrom("ecash_token")
    .innerJoin("ecash_op", "ecash_op.id", "ecash_token.op_id")
    .select(["ecash_token.subject", "ecash_token.state", "ecash_op.input_msat", "ecash_op.output_msat"])
    .where("ecash_token.subject", "in", ids)
    .where("ecash_token.state", "!=", FAILED)
    .execute();
  return new Map(
    rows.flatMap(({ subject, state, input_msat, output_msat }) => {
      if (state === "failed") return [];
      return [[subject, { state, feeMsat: state === "making" ? undefined : input_msat - output_msat }] as const];
    }),
  );
}

function summaryOf(row: OutgoingTable) {
  return {
    id: row.id,
    purpose: row.purpose,
    stallId: row.stall_id,
    orderId: row.order_id ?? undefined,
    to: { kind: row.destination_kind, text: row.destination },
    amountMsat: row.amount_msat,
    state: row.state,
    revision: row.revision,
    reason: row.reason,
    nextTryMs: row.next_try_ms,
    createdAtMs: row.created_at_ms,
    askedBy: row.asked_by,
  };
}

/** How many wait on chain for a person to look at them. */
export async function countStuck(reader: Reader): Promise<number> {
  const { count } = await reader
    .selectFrom("outgoing")
    .where("state", "=", "sending")
    .where("reason", "=", "stuck-on-chain")
    .select((eb) => eb.fn.countAll<bigint>().as("count"))
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** What was taken from a seller's balance and has not arrived yet. */
export async function payoutsOnTheirWay(reader: Reader, stallId: string): Promise<bigint> {
  const { msat } = await reader
    .selectFrom("outgoing")
    .where("stall_id", "=", stallId)
    .where("purpose", "=", "payout")
    .where("state", "in", ["asked", "ready", "sending"])
    .select((eb) => eb.fn.sum<bigint | null>("amount_msat").as("msat"))
    .executeTakeFirstOrThrow();
  return msat ?? 0n;
}
