import { sql } from "kysely";
import type { PostingAccount } from "../../db/schema.ts";

/** Whose statement: one stall's, of what its seller is owed; or the hub's own, of what it earned and spent. */
export type Whose = { stallId: string } | "hub";

/** The hub's statement counts what it spent beside its fees. */
const COSTS = [
  "expense:routing",
  "expense:chain",
  "expense:mint",
  "expense:reversed",
] as const satisfies readonly PostingAccount[];

/** The accounts that the balance of a statement is made of. */
export function balanceAccounts(whose: Whose): readonly PostingAccount[] {
  return whose === "hub" ? ["income:hub-fee", ...COSTS] : ["liability:seller"];
}

/**
 * The accounts that a statement's lines are read from. Spelled out in the statement, not sent along, and in the order
 * of the index: only then is the index known to fit.
 */
export function lineAccounts(whose: Whose) {
  const names: readonly PostingAccount[] =
    whose === "hub" ? ["income:hub-fee", ...COSTS] : ["liability:seller", "income:hub-fee"];
  return sql`(${sql.join(names.map((name) => sql.lit(name)))})`;
}
