import type { Ddl, Migration } from "./ddl.ts";

/** Money that leaves: refunds to buyers, payouts to sellers, and what may be spent on getting it there. */
export const outgoing: Migration = {
  name: "0010-outgoing",
  up: (ddl) => [...accounts, ...budgets(ddl), ...movements(ddl)],
};

const accounts = [
  `INSERT INTO account VALUES ('liability:outgoing', 'liability')`,
  `INSERT INTO account VALUES ('expense:routing', 'expense')`,
  `INSERT INTO account VALUES ('expense:chain', 'expense')`,
];

function movements({ int, strict, appendOnly }: Ddl): string[] {
  return [
    // The amount is booked as `liability:outgoing` from the moment the row is there, so nothing is promised twice.
    // `asked`: waits for approval. `ready`: may be sent from `next_try_ms` on. `sending`: a node may be at it.
    `CREATE TABLE outgoing (
      id               TEXT   PRIMARY KEY,
      purpose          TEXT   NOT NULL CHECK (purpose IN ('refund', 'payout')),
      stall_id         TEXT   NOT NULL REFERENCES stall (id),
      order_id         TEXT   REFERENCES orders (id),
      asked_by         TEXT   NOT NULL,
      destination_kind TEXT   NOT NULL
        CHECK (destination_kind IN ('bolt11', 'lightning-address', 'lnurl', 'chain', 'by-hand')),
      destination      TEXT   NOT NULL,
      amount_msat      ${int} NOT NULL CHECK (amount_msat > 0),
      state            TEXT   NOT NULL CHECK (state IN ('asked', 'ready', 'sending', 'sent', 'cancelled')),
      revision         ${int} NOT NULL,
      tries            ${int} NOT NULL,
      next_try_ms      ${int} NOT NULL,
      reason           TEXT   NOT NULL,
      created_at_ms    ${int} NOT NULL,
      updated_at_ms    ${int} NOT NULL,
      CHECK ((purpose = 'refund') = (order_id IS NOT NULL))
    ) ${strict}`,
    `CREATE INDEX outgoing_due ON outgoing (next_try_ms) WHERE state IN ('ready', 'sending')`,
    `CREATE INDEX outgoing_stall ON outgoing (stall_id, id)`,
    `CREATE INDEX outgoing_order ON outgoing (order_id) WHERE order_id IS NOT NULL`,
    // One at a time from each balance: what is on its way is settled before the next leaves.
    `CREATE UNIQUE INDEX outgoing_payout_slot ON outgoing (stall_id) WHERE state = 'sending' AND purpose = 'payout'`,
    `CREATE UNIQUE INDEX outgoing_refund_slot ON outgoing (order_id) WHERE state = 'sending' AND purpose = 'refund'`,
    // Written before the node is asked. `live`: the node may know of it; only one at a time, for one invoice.
    `CREATE TABLE outgoing_attempt (
      id             TEXT   PRIMARY KEY,
      outgoing_id    TEXT   NOT NULL REFERENCES outgoing (id),
      payment_hash   TEXT   NOT NULL UNIQUE CHECK (length(payment_hash) = 64),
      bolt11         TEXT   NOT NULL,
      fee_limit_msat ${int} NOT NULL CHECK (fee_limit_msat >= 0),
      fee_msat       ${int},
      fee_reservation_id TEXT NOT NULL REFERENCES fee_reservation (id),
      expires_at_ms  ${int} NOT NULL,
      state          TEXT   NOT NULL CHECK (state IN ('live', 'confirmed', 'failed')),
      reason         TEXT   NOT NULL,
      created_at_ms  ${int} NOT NULL,
      updated_at_ms  ${int} NOT NULL
    ) ${strict}`,
    `CREATE INDEX outgoing_attempt_of ON outgoing_attempt (outgoing_id)`,
    `CREATE UNIQUE INDEX outgoing_attempt_live ON outgoing_attempt (outgoing_id) WHERE state = 'live'`,
    `CREATE TABLE outgoing_approval (
      outgoing_id TEXT   NOT NULL REFERENCES outgoing (id),
      person_id   TEXT   NOT NULL,
      at_ms       ${int} NOT NULL,
      PRIMARY KEY (outgoing_id, person_id)
    ) ${strict}`,
    ...appendOnly("outgoing_approval"),
  ];
}

function budgets({ int, strict }: Ddl): string[] {
  return [
    // `cap_msat` for each period, and never more than `cap_ppm` of the amount that is sent.
    `CREATE TABLE fee_budget (
      purpose       TEXT   PRIMARY KEY CHECK (purpose IN ('refund', 'payout', 'exchange', 'anchor', 'rebalancing')),
      period        TEXT   NOT NULL CHECK (period IN ('day', 'week', 'month')),
      cap_msat      ${int} NOT NULL CHECK (cap_msat >= 0),
      cap_ppm       ${int} NOT NULL CHECK (cap_ppm BETWEEN 0 AND 1000000),
      updated_at_ms ${int} NOT NULL
    ) ${strict}`,
    `CREATE TABLE fee_reservation (
      id            TEXT   PRIMARY KEY,
      purpose       TEXT   NOT NULL,
      reserved_msat ${int} NOT NULL CHECK (reserved_msat >= 0),
      spent_msat    ${int} NOT NULL CHECK (spent_msat >= 0),
      state         TEXT   NOT NULL CHECK (state IN ('held', 'spent', 'released')),
      at_ms         ${int} NOT NULL,
      CHECK (state = 'spent' OR spent_msat = 0)
    ) ${strict}`,
    `CREATE INDEX fee_reservation_held ON fee_reservation (purpose) WHERE state = 'held'`,
    `CREATE INDEX fee_reservation_spent ON fee_reservation (purpose, at_ms) WHERE state = 'spent'`,
  ];
}
