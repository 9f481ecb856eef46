import type { Ddl, Migration } from "./ddl.ts";

/** A database that came back from a backup does not know what left after the backup was made. */
export const restoration: Migration = {
  name: "0026-restoration",
  up: (ddl) => [...returns(ddl), ...findings(ddl)],
};

function returns({ int, strict }: Ddl): string[] {
  return [
    // Nothing is sent while there is one that nobody has lifted. Rows stay: they say since when the books had a gap.
    `CREATE TABLE restoration (
      id             TEXT   PRIMARY KEY,
      backup_at_ms   ${int} NOT NULL,
      restored_at_ms ${int} NOT NULL,
      lifted_at_ms   ${int},
      lifted_by      TEXT   REFERENCES person (id),
      CHECK ((lifted_at_ms IS NULL) = (lifted_by IS NULL))
    ) ${strict}`,
    `CREATE INDEX restoration_standing ON restoration (restored_at_ms) WHERE lifted_at_ms IS NULL`,
  ];
}

const KINDS = `kind IN ('invoice-missing', 'invoice-differs', 'invoice-unbooked', 'payment-missing', 'payment-differs',
  'payment-unbooked', 'payment-unknown', 'output-missing', 'output-differs', 'output-unbooked', 'funds-short',
  'coin-gone', 'coin-pending', 'ecash-differs', 'keyset-expiring', 'mint-unpaid', 'mint-short')`;

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
