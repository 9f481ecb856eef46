import type { Ddl, Migration } from "./ddl.ts";

/** E-cash: mints whose coins are taken, coins that the hub has, and what it asked mints to do. */
export const ecash: Migration = {
  name: "0017-ecash",
  up: (ddl) => [...accounts, ...destinations(ddl), ...mints(ddl), ...secrets(ddl), ...coins(ddl), ...tokens(ddl)],
};

const accounts = [
  `INSERT INTO account VALUES ('asset:ecash', 'asset')`,
  // What mints take for a swap, and what the exchange into the own mint costs.
  `INSERT INTO account VALUES ('expense:mint', 'expense')`,
];

const KINDS = `destination_kind IN ('bolt11', 'lightning-address', 'lnurl', 'chain', 'ecash', 'by-hand')`;

/** Money may leave as e-cash. On SQLite, where no CHECK can be changed, the table is made anew under its own name. */
function destinations({ engine, int, strict }: Ddl): string[] {
  if (engine === "postgres")
    return [
      `ALTER TABLE outgoing DROP CONSTRAINT outgoing_destination_kind_check`,
      `ALTER TABLE outgoing ADD CHECK (${KINDS})`,
    ];
  return [
    // Rows that name one of these are checked when all of it is done.
    `PRAGMA defer_foreign_keys = ON`,
    `CREATE TABLE outgoing_kept AS SELECT * FROM outgoing`,
    `DROP TABLE outgoing`,
    `CREATE TABLE outgoing (
      id               TEXT   PRIMARY KEY,
      purpose          TEXT   NOT NULL CHECK (purpose IN ('refund', 'payout')),
      stall_id         TEXT   NOT NULL REFERENCES stall (id),
      order_id         TEXT   REFERENCES orders (id),
      asked_by         TEXT   NOT NULL,
      destination_kind TEXT   NOT NULL CHECK (${KINDS}),
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
    `INSERT INTO outgoing SELECT * FROM outgoing_kept`,
    `DROP TABLE outgoing_kept`,
    `CREATE INDEX outgoing_due ON outgoing (next_try_ms) WHERE state IN ('ready', 'sending')`,
    `CREATE INDEX outgoing_stall ON outgoing (stall_id, id)`,
    `CREATE INDEX outgoing_order ON outgoing (order_id) WHERE order_id IS NOT NULL`,
    `CREATE UNIQUE INDEX outgoing_payout_slot ON outgoing (stall_id) WHERE state = 'sending' AND purpose = 'payout'`,
    `CREATE UNIQUE INDEX outgoing_refund_slot ON outgoing (order_id) WHERE state = 'sending' AND purpose = 'refund'`,
  ];
}

function mints({ int, strict }: Ddl): string[] {
  return [
    // `quarantined`: it did what no honest mint does; nothing is sent to it until a person says so.
    `CREATE TABLE mint (
      url             TEXT   PRIMARY KEY,
      kind            TEXT   NOT NULL CHECK (kind IN ('own', 'foreign')),
      state           TEXT   NOT NULL CHECK (state IN ('on', 'off', 'quarantined')),
      reason          TEXT   NOT NULL,
      cap_msat        ${int} NOT NULL CHECK (cap_msat >= 0),
      payment_cap_msat ${int} NOT NULL CHECK (payment_cap_msat >= 0),
      created_at_ms   ${int} NOT NULL,
      updated_at_ms   ${int} NOT NULL
    ) ${strict}`,
    `CREATE UNIQUE INDEX mint_own ON mint (kind) WHERE kind = 'own'`,
    // Keys are pinned: what an id once stood for, it stands for as long as the hub lives.
    `CREATE TABLE mint_keyset (
      mint_url      TEXT   NOT NULL REFERENCES mint (url),
      id            TEXT   NOT NULL,
      is_active     ${int} NOT NULL CHECK (is_active IN (0, 1)),
      input_fee_ppk ${int} NOT NULL CHECK (input_fee_ppk >= 0),
      expires_at_ms ${int},
      keys          TEXT   NOT NULL,
      seen_at_ms    ${int} NOT NULL,
      PRIMARY KEY (mint_url, id)
    ) ${strict}`,
  ];
}

function secrets({ int, strict }: Ddl): string[] {
  return [
    `CREATE TABLE ecash_seed (
      id            ${int} PRIMARY KEY CHECK (id = 1),
      sealed        TEXT   NOT NULL,
      created_at_ms ${int} NOT NULL
    ) ${strict}`,
    // A number is used once, for one output, whatever becomes of it (NUT-13); it belongs to the keyset, not to its mint.
    `CREATE TABLE ecash_counter (
      keyset_id TEXT   PRIMARY KEY,
      next      ${int} NOT NULL CHECK (next >= 0)
    ) ${strict}`,
  ];
}

function coins({ int, strict }: Ddl): string[] {
  return [
    // Written before the mint is asked, with all that is needed to ask the very same again. `open`: the mint may have
    // done it. `refused`: it never will. `blocked`: coins are gone, and what they were to become has not been found.
    // `worth_msat`: what its subject receives for it.
    `CREATE TABLE ecash_op (
      id            TEXT   PRIMARY KEY,
      kind          TEXT   NOT NULL CHECK (kind IN ('mint', 'swap', 'melt')),
      purpose       TEXT   NOT NULL CHECK (purpose IN ('receive', 'exchange', 'issue', 'renew')),
      subject       TEXT   NOT NULL,
      mint_url      TEXT   NOT NULL REFERENCES mint (url),
      quote_id      TEXT,
      input_msat    ${int} NOT NULL CHECK (input_msat >= 0),
      output_msat   ${int} NOT NULL CHECK (output_msat >= 0),
      worth_msat    ${int} NOT NULL CHECK (worth_msat >= 0),
      state         TEXT   NOT NULL CHECK (state IN ('open', 'done', 'refused', 'blocked')),
      reason        TEXT   NOT NULL,
      sealed        TEXT   NOT NULL,
      tries         ${int} NOT NULL CHECK (tries >= 0),
      next_try_ms   ${int} NOT NULL,
      created_at_ms ${int} NOT NULL,
      updated_at_ms ${int} NOT NULL
    ) ${strict}`,
    `CREATE INDEX ecash_op_due ON ecash_op (next_try_ms) WHERE state = 'open'`,
    `CREATE INDEX ecash_op_subject ON ecash_op (subject)`,
    // A coin that was brought belongs to one operation, so that no two bring in the same.
    `CREATE TABLE ecash_input (
      point TEXT PRIMARY KEY CHECK (length(point) = 66),
      op_id TEXT NOT NULL REFERENCES ecash_op (id)
    ) ${strict}`,
    `CREATE INDEX ecash_input_of ON ecash_input (op_id)`,
    // The hub's own. `claimed`: an operation that is open spends it.
    `CREATE TABLE coin (
      point         TEXT   PRIMARY KEY CHECK (length(point) = 66),
      mint_url      TEXT   NOT NULL REFERENCES mint (url),
      keyset_id     TEXT   NOT NULL,
      amount_msat   ${int} NOT NULL CHECK (amount_msat > 0),
      state         TEXT   NOT NULL CHECK (state IN ('held', 'claimed', 'spent')),
      made_by       TEXT   NOT NULL REFERENCES ecash_op (id),
      spent_by      TEXT   REFERENCES ecash_op (id),
      sealed        TEXT   NOT NULL,
      created_at_ms ${int} NOT NULL,
      updated_at_ms ${int} NOT NULL,
      CHECK ((state = 'held') = (spent_by IS NULL))
    ) ${strict}`,
    `CREATE INDEX coin_held ON coin (mint_url, amount_msat) WHERE state = 'held'`,
    `CREATE INDEX coin_spent_by ON coin (spent_by) WHERE spent_by IS NOT NULL`,
  ];
}

function tokens({ int, strict }: Ddl): string[] {
  return [
    // E-cash that leaves, in text. `making`: its operation is open. `ready`: whoever may have it can be shown it, again
    // and again until its coins are spent; then it is `claimed`, and the text is gone. `failed`: it never came to be.
    `CREATE TABLE ecash_token (
      id            TEXT   PRIMARY KEY,
      op_id         TEXT   NOT NULL UNIQUE REFERENCES ecash_op (id),
      subject       TEXT   NOT NULL,
      mint_url      TEXT   NOT NULL REFERENCES mint (url),
      amount_msat   ${int} NOT NULL CHECK (amount_msat > 0),
      state         TEXT   NOT NULL CHECK (state IN ('making', 'ready', 'claimed', 'failed')),
      points        TEXT   NOT NULL,
      sealed        TEXT,
      looked_at_ms  ${int} NOT NULL,
      created_at_ms ${int} NOT NULL,
      updated_at_ms ${int} NOT NULL,
      CHECK ((state = 'ready') = (sealed IS NOT NULL))
    ) ${strict}`,
    `CREATE INDEX ecash_token_ready ON ecash_token (looked_at_ms) WHERE state = 'ready'`,
    // One for each thing that is to be given, unless it never came to be.
    `CREATE UNIQUE INDEX ecash_token_subject ON ecash_token (subject) WHERE state <> 'failed'`,
  ];
}
