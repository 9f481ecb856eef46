import type { Reader, Tx } from "../../db/database.ts";
import type { FeePurpose } from "../../db/schema.ts";
import { periodStart } from "../../domain/fee-period.ts";
import { msat } from "../../domain/money.ts";
import type { Msat } from "../../domain/money.ts";
import { refuse } from "../../domain/refusal.ts";
import type { Refused } from "../../domain/refusal.ts";
import type { UnixMs } from "../../domain/time.ts";
import { budgetOf } from "./budget-of.ts";
import type { FeeBudget } from "./budget-of.ts";

export type FeeRequest = {
  /** Of the attempt that it is for; the same id reserves once. */
  id: string;
  purpose: FeePurpose;
  /** What is sent; the fee may be no more than a share of it. */
  amountMsat: bigint;
  now: UnixMs;
};

export type ReservedFee = { kind: "reserved"; limitMsat: Msat };

const PPM = 1_000_000n;
/** A few sats: for less, hardly any two channels in a row forward anything. */
const LEAST_MSAT = 5_000n;

/**
 * Sets aside the most that this may cost in fees, in the transaction that writes the intent to send. What is spent in
 * the period, what is held by anything still on its way, and this never exceed the budget together.
 */
export async function reserveFee(
  tx: Tx,
  request: FeeRequest,
): Promise<ReservedFee | Refused<"fee-budget-spent" | "fee-budget-too-small">> {
  return setAside(tx, request, await feeLimit(tx, request));
}

/** The most that sending so much may cost in fees, by the budget's share. */
export async function feeLimit(
  reader: Reader,
  { purpose, amountMsat }: Pick<FeeRequest, "purpose" | "amountMsat">,
): Promise<bigint> {
  const budget = await budgetOf(reader, purpose);
  const wanted = (amountMsat * budget.capPpm) / PPM;
  return wanted < LEAST_MSAT ? LEAST_MSAT : wanted;
}

async function setAside(
  tx: Tx,
  { id, purpose, now }: Omit<FeeRequest, "amountMsat">,
  limit: bigint,
): Promise<ReservedFee | Refused<"fee-budget-spent" | "fee-budget-too-small">> {
  const budget = await budgetOf(tx, purpose);
  if (budget.capMsat < limit) return refuse("fee-budget-too-small");
  const left = budget.capMsat - (await usedMsat(tx, budget, now));
  if (left < limit) return refuse("fee-budget-spent");
  await tx
    .insertInto("fee_reservation")
    .values({ id, purpose, reserved_msat: limit, spent_msat: 0n, state: "held", at_ms: now })
    .execute();
  return { kind: "reserved", limitMsat: msat(limit) };
}

/** Of what is sent on chain, its fee may be no more than this; a smaller amount waits for cheaper blocks. */
const MOST_CHAIN_PPM = 50_000n;

/** The same for a fee that is known beforehand, as that of a signed transaction is. */
export async function reserveExactFee(
  tx: Tx,
  { id, purpose, amountMsat, now }: FeeRequest,
  feeMsat: bigint,
): Promise<ReservedFee | Refused<"fee-budget-spent" | "fee-budget-too-small" | "chain-fee-too-high">> {
  if (feeMsat * PPM > amountMsat * MOST_CHAIN_PPM) return refuse("chain-fee-too-high");
  return setAside(tx, { id, purpose, now }, feeMsat);
}

/** Spent since the period began, and held by whatever is on its way, however long since. */
export async function usedMsat(reader: Reader, { purpose, period }: FeeBudget, now: UnixMs): Promise<bigint> {
  const { spent } = await reader
    .selectFrom("fee_reservation")
    .where("purpose", "=", purpose)
    .where("state", "=", "spent")
    .where("at_ms", ">=", periodStart(period, now))
    .select((eb) => eb.fn.sum<bigint | null>("spent_msat").as("spent"))
    .executeTakeFirstOrThrow();
  const { held } = await reader
    .selectFrom("fee_reservation")
    .where("purpose", "=", purpose)
    .where("state", "=", "held")
    .select((eb) => eb.fn.sum<bigint | null>("reserved_msat").as("held"))
    .executeTakeFirstOrThrow();
  return (spent ?? 0n) + (held ?? 0n);
}
