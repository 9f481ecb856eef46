import type { Migration } from "./ddl.ts";

/** Requests for money and the money that came. */
export const payments: Migration = {
  name: "0006-payments",
  up: ({ int, strict, appendOnly }) => [
    `CREATE TABLE charge (
      id            TEXT   PRIMARY KEY,
      order_id      TEXT   NOT NULL REFERENCES orders (id),
      state         TEXT   NOT NULL CHECK (state IN ('open', 'paid', 'expired', 'cancelled')),
      amount_msat   ${int} NOT NULL CHECK (amount_msat > 0),
      expires_at_ms ${int} NOT NULL,
      created_at_ms ${int} NOT NULL,
      updated_at_ms ${int} NOT NULL
    ) ${strict}`,
    `CREATE INDEX charge_order ON charge (order_id)`,
    `CREATE INDEX charge_due ON charge (expires_at_ms) WHERE state = 'open'`,
    // Written as `intended` before the node is asked, so that an invoice whose answer was lost can be
    // found by its hash. `void`: the node does not know the hash, nothing can be paid to it.
    `CREATE TABLE lightning_invoice (
      payment_hash  TEXT   PRIMARY KEY CHECK (length(payment_hash) = 64),
      charge_id     TEXT   NOT NULL REFERENCES charge (id),
      attempt       ${int} NOT NULL CHECK (attempt > 0),
      state         TEXT   NOT NULL CHECK (state IN ('intended', 'open', 'settled', 'cancelled', 'void')),
      bolt11        TEXT,
      amount_msat   ${int} NOT NULL CHECK (amount_msat > 0),
      expires_at_ms ${int} NOT NULL,
      created_at_ms ${int} NOT NULL,
      updated_at_ms ${int} NOT NULL,
      UNIQUE (charge_id, attempt)
    ) ${strict}`,
    `CREATE INDEX lightning_invoice_watched ON lightning_invoice (expires_at_ms) WHERE state IN ('intended', 'open')`,
    // Money seen on a rail. `reference` is the payment hash: the same payment reported twice is one row.
    `CREATE TABLE payment (
      id              TEXT   PRIMARY KEY,
      order_id        TEXT   NOT NULL REFERENCES orders (id),
      charge_id       TEXT   NOT NULL REFERENCES charge (id),
      rail            TEXT   NOT NULL CHECK (rail IN ('lightning')),
      reference       TEXT   NOT NULL,
      amount_msat     ${int} NOT NULL CHECK (amount_msat > 0),
      refundable_msat ${int} NOT NULL CHECK (refundable_msat BETWEEN 0 AND amount_msat),
      use             TEXT   NOT NULL CHECK (use IN ('order', 'refundable')),
      reason          TEXT   NOT NULL,
      settled_at_ms   ${int} NOT NULL,
      recorded_at_ms  ${int} NOT NULL,
      UNIQUE (rail, reference)
    ) ${strict}`,
    `CREATE INDEX payment_order ON payment (order_id)`,
    ...appendOnly("payment"),
  ],
};
