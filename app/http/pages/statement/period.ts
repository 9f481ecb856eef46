import { dayFrom } from "../owner/audit/day.ts";

/** A stretch of time as its address names it, by the clock on the shop's wall; `untilMs` is no longer in it. */
export type NamedPeriod = {
  kind: PeriodKind;
  fromMs: bigint;
  untilMs: bigint;
  /** The query that names it, and those before and after it; days chosen by hand have none beside them. */
  query: string;
  earlier: string | undefined;
  later: string | undefined;
};

export const PERIOD_KINDS = ["month", "quarter", "year"] as const;

export type PeriodKind = (typeof PERIOD_KINDS)[number] | "days";

const MONTHS: Readonly<Record<(typeof PERIOD_KINDS)[number], number>> = { month: 1, quarter: 3, year: 12 };

/** What is asked for; whatever makes no sense asks for this month. */
export function periodFrom(ask: (name: string) => string | undefined, nowMs: bigint): NamedPeriod {
  return daysFrom(ask("from") ?? "", ask("to") ?? "") ?? named(ask("period") ?? "") ?? current("month", nowMs);
}

/** The month, quarter or year that it is now. */
export function current(kind: (typeof PERIOD_KINDS)[number], nowMs: bigint): NamedPeriod {
  const now = new Date(Number(nowMs));
  const first = now.getMonth() - (now.getMonth() % MONTHS[kind]);
  return periodAt(kind, now.getFullYear(), first);
}

function daysFrom(from: string, to: string): NamedPeriod | undefined {
  const [first, last] = [dayFrom(from), dayFrom(to)];
  if (first === undefined || last === undefined || last[1] <= first[0]) return undefined;
  const query = `from=${from}&to=${to}`;
  return { kind: "days", fromMs: first[0], untilMs: last[1], query, earlier: undefined, later: undefined };
}

/** `2026`, `2026-Q4`, `2026-11`. */
const NAME = /^(20\d\d)(?:-(?:Q([1-4])|(0[1-9]|1[0-2])))?$/;

function named(text: string): NamedPeriod | undefined {
  const [, year, quarter, month] = NAME.exec(text) ?? [];
  if (year === undefined) return undefined;
  if (quarter !== undefined) return periodAt("quarter", Number(year), (Number(quarter) - 1) * 3);
  return month === undefined ? periodAt("year", Number(year), 0) : periodAt("month", Number(year), Number(month) - 1);
}

/** Counts months beyond the year, as `Date` does. */
function periodAt(kind: (typeof PERIOD_KINDS)[number], year: number, month: number): NamedPeriod {
  const length = MONTHS[kind];
  const at = (further: number) => new Date(year, month + further, 1);
  return {
    kind,
    fromMs: BigInt(at(0).getTime()),
    untilMs: BigInt(at(length).getTime()),
    query: queryOf(kind, at(0)),
    earlier: queryOf(kind, at(-length)),
    later: queryOf(kind, at(length)),
  };
}

function queryOf(kind: PeriodKind, first: Date): string {
  const [year, month] = [first.getFullYear(), first.getMonth()];
  if (kind === "year") return `period=${year}`;
  if (kind === "quarter") return `period=${year}-Q${Math.floor(month / 3) + 1}`;
  return `period=${year}-${(month + 1).toString().padStart(2, "0")}`;
}

/** A day as a date field holds it. */
export function dayOf(atMs: bigint): string {
  const date = new Date(Number(atMs));
  const two = (part: number) => part.toString().padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
