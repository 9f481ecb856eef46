import type { Ddl, Migration } from "./ddl.ts";

/** Money that leaves on chain, by itself, or into a wallet that fetches it. */
export const destinations: Migration = {
  name: "0014-destinations",
  up: (ddl) => [...transactions(ddl), ...plans(ddl), ...withdrawals(ddl)],
};

function transactions({ int, strict }: Ddl): string[] {
  return [
    // Signed and written before anybody hears of it, so that the very same can be published again. `live`: it may be,
    // or become, part of the chain; another is made only after one of its inputs was spent by somebody else for good.
    `CREATE TABLE outgoing_transaction (
      id                 TEXT   PRIMARY KEY,
      outgoing_id        TEXT   NOT NULL REFERENCES outgoing (id),
      txid               TEXT   NOT NULL UNIQUE CHECK (length(txid) = 64),
      raw                TEXT   NOT NULL,
      inputs             TEXT   NOT NULL,
      from_height        ${int} NOT NULL,
      fee_msat           ${int} NOT NULL CHECK (fee_msat >= 0),
      fee_reservation_id TEXT   NOT NULL REFERENCES fee_reservation (id),
      state              TEXT   NOT NULL CHECK (state IN ('live', 'confirmed', 'failed')),
      confirmed_txid     TEXT,
      confirmations      ${int} NOT NULL CHECK (confirmations >= 0),
      published_at_ms    ${int},
      created_at_ms      ${int} NOT NULL,
      updated_at_ms      ${int} NOT NULL,
      CHECK ((state = 'confirmed') = (confirmed_txid IS NOT NULL))
    ) ${strict}`,
    `CREATE INDEX outgoing_transaction_of ON outgoing_transaction (outgoing_id)`,
    `CREATE UNIQUE INDEX outgoing_transaction_live ON outgoing_transaction (outgoing_id) WHERE state = 'live'`,
  ];
}

function plans({ int, strict }: Ddl): string[] {
  return [
    // `asked_for_ms`: the start of the period that was asked for last. `holds_until_ms`: until then nothing goes to a
    // destination that was named or changed. `revision` grows with each change and each asking: whoever asks compares it.
    `CREATE TABLE payout_plan (
      stall_id         TEXT   PRIMARY KEY REFERENCES stall (id),
      destination_kind TEXT   NOT NULL CHECK (destination_kind IN ('lightning-address', 'lnurl', 'chain')),
      destination      TEXT   NOT NULL,
      rule             TEXT   NOT NULL CHECK (rule IN ('by-hand', 'threshold', 'weekly', 'monthly')),
      threshold_msat   ${int} CHECK (threshold_msat > 0),
      set_by           TEXT   NOT NULL REFERENCES person (id),
      holds_until_ms   ${int} NOT NULL,
      asked_for_ms     ${int} NOT NULL,
      reason           TEXT   NOT NULL,
      revision         ${int} NOT NULL,
      updated_at_ms    ${int} NOT NULL,
      CHECK ((rule = 'threshold') = (threshold_msat IS NOT NULL))
    ) ${strict}`,
  ];
}

function withdrawals({ int, strict }: Ddl): string[] {
  return [
    // What a wallet fetches by LNURL-withdraw (LUD-03): good once, for one amount.
    `CREATE TABLE withdrawal (
      id            TEXT   PRIMARY KEY,
      order_id      TEXT   NOT NULL REFERENCES orders (id),
      amount_msat   ${int} NOT NULL CHECK (amount_msat > 0),
      k1_hash       TEXT   NOT NULL UNIQUE,
      state         TEXT   NOT NULL CHECK (state IN ('open', 'used')),
      outgoing_id   TEXT   REFERENCES outgoing (id),
      expires_at_ms ${int} NOT NULL,
      created_at_ms ${int} NOT NULL,
      CHECK ((state = 'used') = (outgoing_id IS NOT NULL))
    ) ${strict}`,
    `CREATE INDEX withdrawal_of ON withdrawal (order_id)`,
  ];
}
