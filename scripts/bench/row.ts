/** One line of the table: what was measured, what it stands beside, and whether it keeps its budget. */
export interface Row {
  what: string;
  measured: string;
  /** The limit or the peer, measured in the same run; empty when there is none. */
  beside: string;
  ratio: string;
  budget: string;
  isKept: boolean;
}

/** How a figure stands to its limit. */
export type Judged = Pick<Row, "budget" | "isKept">;

/** A figure that must not exceed a limit; `unit` follows the limit in the table. */
export function atMost(figure: number, limit: number, unit: string): Judged {
  return { budget: `≤ ${short(limit)} ${unit}`, isKept: figure <= limit };
}

/** A figure that must reach a limit. */
export function atLeast(figure: number, limit: number, unit: string): Judged {
  return { budget: `≥ ${short(limit)} ${unit}`, isKept: figure >= limit };
}

/** Three significant digits, and thousands grouped: a benchmark knows no more than that. */
export function short(figure: number): string {
  return Number(figure.toPrecision(3)).toLocaleString("en-US");
}
