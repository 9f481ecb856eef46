import type { Ddl, Migration } from "./ddl.ts";

const ACCOUNTS = [
  ["asset:lightning", "asset"],
  ["asset:chain", "asset"],
  ["liability:seller", "liability"],
  ["liability:refundable", "liability"],
  ["liability:pending", "liability"],
  ["income:hub-fee", "income"],
  // What the chain took back after it had been given back to a buyer.
  ["expense:reversed", "expense"],
] as const;

/**
 * Money on more than one rail. Postings name their account in a table of its own from now on, so that later accounts
 * are a new row; on SQLite, where no CHECK can be changed, postings and payments are made anew, and stay as they were.
 */
export const rails: Migration = {
  name: "0009-rails",
  up: (ddl) => [
    ...accounts(ddl),
    ...(ddl.engine === "sqlite" ? madeAnew(ddl) : changed),
    ...owed(ddl),
    ...chain(ddl),
    ...terms(ddl),
  ],
};

function accounts({ strict }: Ddl): string[] {
  return [
    `CREATE TABLE account (
      name TEXT PRIMARY KEY,
      kind TEXT NOT NULL CHECK (kind IN ('asset', 'liability', 'income', 'expense'))
    ) ${strict}`,
    ...ACCOUNTS.map(([name, kind]) => `INSERT INTO account VALUES ('${name}', '${kind}')`),
  ];
}

const INDEXES = [
  `CREATE INDEX posting_order ON posting (order_id)`,
  `CREATE INDEX posting_owed ON posting (stall_id, order_id) WHERE account = 'liability:refundable'`,
  `CREATE INDEX payment_order ON payment (order_id)`,
];

function madeAnew({ int, strict, appendOnly }: Ddl): string[] {
  return [
    `CREATE TABLE posting_anew (
      id          TEXT   PRIMARY KEY,
      journal     TEXT   NOT NULL,
      account     TEXT   NOT NULL REFERENCES account (name),
      stall_id    TEXT   NOT NULL,
      order_id    TEXT,
      payment_id  TEXT,
      amount_msat ${int} NOT NULL CHECK (amount_msat <> 0),
      at_ms       ${int} NOT NULL,
      outgoing_id TEXT
    ) ${strict}`,
    `INSERT INTO posting_anew SELECT *, NULL FROM posting`,
    `DROP TABLE posting`,
    `ALTER TABLE posting_anew RENAME TO posting`,
    `CREATE TABLE payment_anew (
      id              TEXT   PRIMARY KEY,
      order_id        TEXT   NOT NULL REFERENCES orders (id),
      charge_id       TEXT   NOT NULL REFERENCES charge (id),
      rail            TEXT   NOT NULL CHECK (rail IN ('lightning', 'chain', 'ecash')),
      reference       TEXT   NOT NULL,
      amount_msat     ${int} NOT NULL CHECK (amount_msat > 0),
      refundable_msat ${int} NOT NULL CHECK (refundable_msat BETWEEN 0 AND amount_msat),
      use             TEXT   NOT NULL CHECK (use IN ('order', 'part', 'refundable')),
      reason          TEXT   NOT NULL,
      settled_at_ms   ${int} NOT NULL,
      recorded_at_ms  ${int} NOT NULL,
      UNIQUE (rail, reference)
    ) ${strict}`,
    `INSERT INTO payment_anew SELECT * FROM payment`,
    `DROP TABLE payment`,
    `ALTER TABLE payment_anew RENAME TO payment`,
    ...INDEXES,
    ...appendOnly("posting"),
    ...appendOnly("payment"),
  ];
}

const changed = [
  `ALTER TABLE posting DROP CONSTRAINT posting_account_check`,
  `ALTER TABLE posting ADD FOREIGN KEY (account) REFERENCES account (name)`,
  `ALTER TABLE posting ALTER COLUMN order_id DROP NOT NULL`,
  `ALTER TABLE posting ADD COLUMN outgoing_id TEXT`,
  `ALTER TABLE payment DROP CONSTRAINT payment_rail_check`,
  `ALTER TABLE payment ADD CHECK (rail IN ('lightning', 'chain', 'ecash'))`,
  `ALTER TABLE payment DROP CONSTRAINT payment_use_check`,
  `ALTER TABLE payment ADD CHECK (use IN ('order', 'part', 'refundable'))`,
  `DROP INDEX payment_owed`,
];

/** What each order's buyer is still owed: the sum of that order's refundable postings, kept as they are written. */
function owed({ int, strict }: Ddl): string[] {
  return [
    `CREATE TABLE owed (
      order_id    TEXT   PRIMARY KEY REFERENCES orders (id),
      stall_id    TEXT   NOT NULL,
      amount_msat ${int} NOT NULL CHECK (amount_msat >= 0)
    ) ${strict}`,
    `INSERT INTO owed SELECT order_id, stall_id, -SUM(amount_msat) FROM posting
      WHERE account = 'liability:refundable' GROUP BY order_id, stall_id`,
    // Hardly any order is owed anything back, so both indexes stay small.
    `CREATE INDEX owed_now ON owed (order_id) WHERE amount_msat > 0`,
    `CREATE INDEX owed_stall ON owed (stall_id, order_id) WHERE amount_msat > 0`,
  ];
}

/** Addresses and what was sent to them, as the chain has it now: rows here follow it forwards and back. */
function chain({ int, strict, appendOnly }: Ddl): string[] {
  return [
    `CREATE TABLE chain_address (
      address        TEXT   PRIMARY KEY,
      charge_id      TEXT   NOT NULL UNIQUE REFERENCES charge (id),
      from_height    ${int} NOT NULL,
      watch_until_ms ${int} NOT NULL,
      created_at_ms  ${int} NOT NULL
    ) ${strict}`,
    `CREATE INDEX chain_address_watched ON chain_address (watch_until_ms)`,
    // `bookings`: how many payments it has become so far; more than one after a longer chain took one back.
    // `seen`: in the mempool; `mined`: in the block named here; `gone`: replaced, or its block is no longer in the chain.
    `CREATE TABLE chain_output (
      txid          TEXT   NOT NULL CHECK (length(txid) = 64),
      vout          ${int} NOT NULL CHECK (vout >= 0),
      address       TEXT   NOT NULL REFERENCES chain_address (address),
      amount_msat   ${int} NOT NULL CHECK (amount_msat > 0),
      state         TEXT   NOT NULL CHECK (state IN ('seen', 'mined', 'gone')),
      height        ${int},
      block_hash    TEXT,
      payment_id    TEXT   REFERENCES payment (id),
      bookings      ${int} NOT NULL CHECK (bookings >= 0),
      seen_at_ms    ${int} NOT NULL,
      updated_at_ms ${int} NOT NULL,
      PRIMARY KEY (txid, vout),
      CHECK ((state = 'mined') = (height IS NOT NULL AND block_hash IS NOT NULL))
    ) ${strict}`,
    `CREATE INDEX chain_output_address ON chain_output (address)`,
    `CREATE INDEX chain_output_seen ON chain_output (address) WHERE state = 'seen'`,
    `CREATE INDEX chain_output_mined ON chain_output (height) WHERE state = 'mined'`,
    // Money that the chain took back after it was booked. The payment stays as the fact it was.
    `CREATE TABLE payment_reversal (
      payment_id TEXT   PRIMARY KEY REFERENCES payment (id),
      reason     TEXT   NOT NULL,
      at_ms      ${int} NOT NULL
    ) ${strict}`,
    ...appendOnly("payment_reversal"),
  ];
}

/** What a stall says about odd payments, and what the hub takes; what an order was promised stays with it. */
function terms({ int }: Ddl): string[] {
  return [
    `ALTER TABLE stall ADD COLUMN late_policy TEXT NOT NULL DEFAULT 'rate'
      CHECK (late_policy IN ('settle', 'rate', 'refund'))`,
    `ALTER TABLE stall ADD COLUMN under_tolerance_ppm ${int} NOT NULL DEFAULT 0
      CHECK (under_tolerance_ppm BETWEEN 0 AND 100000)`,
    `ALTER TABLE stall ADD COLUMN confirmations ${int} NOT NULL DEFAULT 1 CHECK (confirmations BETWEEN 1 AND 12)`,
    `ALTER TABLE stall ADD COLUMN large_msat ${int} NOT NULL DEFAULT 1000000000 CHECK (large_msat > 0)`,
    `ALTER TABLE stall ADD COLUMN large_confirmations ${int} NOT NULL DEFAULT 3
      CHECK (large_confirmations BETWEEN 1 AND 12)`,
    `ALTER TABLE orders ADD COLUMN hub_fee_msat ${int} NOT NULL DEFAULT 0 CHECK (hub_fee_msat BETWEEN 0 AND total_msat)`,
  ];
}
