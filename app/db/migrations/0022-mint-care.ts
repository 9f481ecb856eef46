import type { Ddl, Migration } from "./ddl.ts";

/** The hub's own mint is looked after: its coins are asked about, and what it owes is weighed against what stands behind it. */
export const mintCare: Migration = {
  name: "0022-mint-care",
  up: (ddl) => [...coins(ddl), ...operations, ...findings(ddl), ...solvency(ddl)],
};

/**
 * `gone_at_ms`: the mint says that it is spent, and the hub has not spent it. `pending_since_ms`: the mint says that a
 * payment with it is on its way. Neither is spent again; the books have both until a person has decided.
 */
function coins({ int }: Ddl): string[] {
  return [
    `ALTER TABLE coin ADD COLUMN looked_at_ms ${int} NOT NULL DEFAULT 0`,
    `ALTER TABLE coin ADD COLUMN gone_at_ms ${int}`,
    `ALTER TABLE coin ADD COLUMN pending_since_ms ${int}`,
    `CREATE INDEX coin_looked_at ON coin (looked_at_ms) WHERE state = 'held'`,
  ];
}

/** Of the invoice that a quote waits for, so that the node can be asked whether it was paid. */
const operations = [`ALTER TABLE ecash_op ADD COLUMN payment_hash TEXT`];

const KINDS = `kind IN ('invoice-missing', 'invoice-differs', 'invoice-unbooked', 'payment-missing', 'payment-differs',
  'payment-unbooked', 'output-missing', 'output-differs', 'output-unbooked', 'funds-short', 'coin-gone', 'coin-pending',
  'ecash-differs', 'keyset-expiring', 'mint-unpaid', 'mint-short')`;

/** More can be found. On SQLite, where no CHECK can be changed, the table is made anew under its own name. */
function findings({ engine, int, strict }: Ddl): string[] {
  if (engine === "postgres")
    return [`ALTER TABLE finding DROP CONSTRAINT finding_kind_check`, `ALTER TABLE finding ADD CHECK (${KINDS})`];
  return [
    `CREATE TABLE finding_kept AS SELECT * FROM finding`,
    `DROP TABLE finding`,
    `CREATE TABLE finding (
      id           TEXT   PRIMARY KEY,
      kind         TEXT   NOT NULL CHECK (${KINDS}),
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
    `INSERT INTO finding SELECT * FROM finding_kept`,
    `DROP TABLE finding_kept`,
    `CREATE UNIQUE INDEX finding_open ON finding (kind, subject) WHERE state = 'open'`,
    `CREATE INDEX finding_closed ON finding (closed_at_ms) WHERE state = 'closed'`,
  ];
}

function solvency({ int, strict }: Ddl): string[] {
  return [
    // How the own mint stood when last looked at. `low`: too little stood behind it once, which a payment on its way
    // can cause; `short`: twice in a row. `issued_msat` and `redeemed_msat` are of all time; `held_msat`: the hub's own
    // coins; `backing_msat`: what the node's channels could send.
    `CREATE TABLE mint_solvency (
      mint_url      TEXT   PRIMARY KEY REFERENCES mint (url),
      state         TEXT   NOT NULL CHECK (state IN ('covered', 'low', 'short')),
      issued_msat   ${int} NOT NULL CHECK (issued_msat >= 0),
      redeemed_msat ${int} NOT NULL CHECK (redeemed_msat >= 0),
      held_msat     ${int} NOT NULL CHECK (held_msat >= 0),
      backing_msat  ${int} NOT NULL CHECK (backing_msat >= 0),
      looked_at_ms  ${int} NOT NULL,
      changed_at_ms ${int} NOT NULL
    ) ${strict}`,
  ];
}
