import type { Reader } from "../../db/database.ts";
import type { FeePurpose } from "../../db/schema.ts";
import { periodStart } from "../../domain/fee-period.ts";
import type { FeePeriod } from "../../domain/fee-period.ts";
import { DAY_MS, unixMs } from "../../domain/time.ts";
import type { UnixMs } from "../../domain/time.ts";
import { budgetOf } from "./budget-of.ts";
import type { FeeBudget } from "./budget-of.ts";

export type PeriodSpent = { sinceMs: bigint; spentMsat: bigint };

export type BudgetUse = FeeBudget & {
  spentMsat: bigint;
  /** Set aside for what is on its way. */
  heldMsat: bigint;
  leftMsat: bigint;
  /** As fees went lately; undefined when none were paid. */
  lastsDays: bigint | undefined;
  /** This period and those before, the newest first. */
  history: PeriodSpent[];
};

/** The forecast looks back so far. */
const LATELY_DAYS = 14n;
const PERIODS = 6;

export async function budgetUse(reader: Reader, purpose: FeePurpose, now: UnixMs): Promise<BudgetUse> {
  const budget = await budgetOf(reader, purpose);
  const history = await historyOf(reader, budget, now);
  const spentMsat = history[0]?.spentMsat ?? 0n;
  const heldMsat = await heldFor(reader, purpose);
  const left = budget.capMsat - spentMsat - heldMsat;
  const leftMsat = left < 0n ? 0n : left;
  const lately = await spentBetween(reader, purpose, now - LATELY_DAYS * DAY_MS, now + 1n);
  const lastsDays = lately === 0n ? undefined : (leftMsat * LATELY_DAYS) / lately;
  return { ...budget, spentMsat, heldMsat, leftMsat, lastsDays, history };
}

async function historyOf(reader: Reader, { purpose, period }: FeeBudget, now: UnixMs): Promise<PeriodSpent[]> {
  const found: PeriodSpent[] = [];
  let end = now + 1n;
  while (found.length < PERIODS) {
    const sinceMs = startBefore(period, end);
    found.push({ sinceMs, spentMsat: await spentBetween(reader, purpose, sinceMs, end) });
    end = sinceMs;
  }
  return found;
}

function startBefore(period: FeePeriod, end: bigint): bigint {
  return periodStart(period, unixMs(end - 1n));
}

async function spentBetween(reader: Reader, purpose: FeePurpose, from: bigint, end: bigint): Promise<bigint> {
  const { msat } = await reader
    .selectFrom("fee_reservation")
    .where("purpose", "=", purpose)
    .where("state", "=", "spent")
    .where("at_ms", ">=", from)
    .where("at_ms", "<", end)
    .select((eb) => eb.fn.sum<bigint | null>("spent_msat").as("msat"))
    .executeTakeFirstOrThrow();
  return msat ?? 0n;
}

async function heldFor(reader: Reader, purpose: FeePurpose): Promise<bigint> {
  const { msat } = await reader
    .selectFrom("fee_reservation")
    .where("purpose", "=", purpose)
    .where("state", "=", "held")
    .select((eb) => eb.fn.sum<bigint | null>("reserved_msat").as("msat"))
    .executeTakeFirstOrThrow();
  return msat ?? 0n;
}
