import type { Migration } from "./ddl.ts";

/** What mints take stands in the hub's statement, too: its index has to name the same accounts as its lines. */
export const mintFees: Migration = {
  name: "0025-mint-fees",
  up: () => [
    `DROP INDEX posting_hub_statement`,
    `CREATE INDEX posting_hub_statement ON posting (at_ms, journal, account, amount_msat)
    WHERE account IN ('income:hub-fee', 'expense:routing', 'expense:chain', 'expense:mint', 'expense:reversed')`,
  ],
};
