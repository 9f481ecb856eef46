import type { Ddl, Migration } from "./ddl.ts";

/** What the hub keeps of each order, statements that can be read by time, and comparing the books with the node. */
export const ledger: Migration = {
  name: "0013-ledger",
  up: (ddl) => [...fees(ddl), ...statements, ...findings(ddl)],
};

/** Numbered and not only dated: a clock that was set back must not bring an older fee back. */
function fees({ int, strict, appendOnly }: Ddl): string[] {
  return [
    `CREATE TABLE hub_fee (
      number     ${int} PRIMARY KEY CHECK (number > 0),
      ppm        ${int} NOT NULL CHECK (ppm BETWEEN 0 AND 1000000),
      least_msat ${int} NOT NULL CHECK (least_msat >= 0),
      set_by     TEXT   NOT NULL,
      at_ms      ${int} NOT NULL
    ) ${strict}`,
    ...appendOnly("hub_fee"),
  ];
}

/** Statements read a stall's, or the hub's, own postings in the order of time; what is added up is in the index itself. */
const statements = [
  `CREATE INDEX posting_statement ON posting (stall_id, at_ms, journal, account, amount_msat)
    WHERE account IN ('liability:seller', 'income:hub-fee')`,
  `CREATE INDEX posting_hub_statement ON posting (at_ms, journal, account, amount_msat)
    WHERE account IN ('income:hub-fee', 'expense:routing', 'expense:chain', 'expense:reversed')`,
];

function findings({ int, strict }: Ddl): string[] {
  return [
    // `updated_at_ms` says that somebody is still at it; a comparison that was killed is taken over after a while.
    `CREATE TABLE reconciliation (
      id             TEXT   PRIMARY KEY,
      state          TEXT   NOT NULL CHECK (state IN ('running', 'done', 'failed')),
      reason         TEXT   NOT NULL,
      compared       ${int} NOT NULL CHECK (compared >= 0),
      owed_msat      ${int},
      spendable_msat ${int},
      started_at_ms  ${int} NOT NULL,
      updated_at_ms  ${int} NOT NULL
    ) ${strict}`,
    `CREATE UNIQUE INDEX reconciliation_running ON reconciliation (state) WHERE state = 'running'`,
    // `subject`: the payment hash or output that it is about; empty when it is about the hub as a whole.
    `CREATE TABLE finding (
      id           TEXT   PRIMARY KEY,
      kind         TEXT   NOT NULL CHECK (kind IN ('invoice-missing', 'invoice-differs', 'invoice-unbooked',
        'payment-missing', 'payment-differs', 'payment-unbooked', 'output-missing', 'output-differs',
        'output-unbooked', 'funds-short')),
      subject      TEXT   NOT NULL,
      order_id     TEXT,
      outgoing_id  TEXT,
      booked_msat  ${int} NOT NULL CHECK (booked_msat >= 0),
      node_msat    ${int} NOT NULL CHECK (node_msat >= 0),
      state        TEXT   NOT NULL CHECK (state IN ('open', 'closed')),
      found_at_ms  ${int} NOT NULL,
      seen_at_ms   ${int} NOT NULL,
      closed_at_ms ${int},
      CHECK ((state = 'closed') = (closed_at_ms IS NOT NULL))
    ) ${strict}`,
    `CREATE UNIQUE INDEX finding_open ON finding (kind, subject) WHERE state = 'open'`,
    `CREATE INDEX finding_closed ON finding (closed_at_ms) WHERE state = 'closed'`,
  ];
}
