import type { Migration } from "./ddl.ts";

/** Events and postings: what happened and where the money went. Rows are only ever added. */
export const facts: Migration = {
  name: "0001-facts",
  up: ({ int, strict, appendOnly }) => [
    // One row per fact about an order, stall or person. `body` is canonical JSON (RFC 8785); its UTF-8
    // bytes are what the transparent log commits to, so they are kept exactly as first written.
    `CREATE TABLE event (
      id      TEXT   PRIMARY KEY,
      stream  TEXT   NOT NULL,
      seq     ${int} NOT NULL CHECK (seq > 0),
      type    TEXT   NOT NULL,
      version ${int} NOT NULL CHECK (version > 0),
      at_ms   ${int} NOT NULL,
      body    TEXT   NOT NULL,
      UNIQUE (stream, seq)
    ) ${strict}`,
    ...appendOnly("event"),
    // Double entry: the rows of one journal sum to zero. Assets are positive, liabilities negative.
    `CREATE TABLE posting (
      id          TEXT   PRIMARY KEY,
      journal     TEXT   NOT NULL,
      account     TEXT   NOT NULL CHECK (account IN ('asset:lightning', 'liability:seller', 'liability:refundable')),
      stall_id    TEXT   NOT NULL,
      order_id    TEXT   NOT NULL,
      payment_id  TEXT,
      amount_msat ${int} NOT NULL CHECK (amount_msat <> 0),
      at_ms       ${int} NOT NULL
    ) ${strict}`,
    `CREATE INDEX posting_order ON posting (order_id)`,
    ...appendOnly("posting"),
    // Running sums of the postings, moved in the transaction that posts, so that no page adds up the past.
    `CREATE TABLE balance (
      account     TEXT   NOT NULL,
      stall_id    TEXT   NOT NULL,
      amount_msat ${int} NOT NULL,
      PRIMARY KEY (account, stall_id)
    ) ${strict}`,
    // How far a stream of the outside has been read; moved in the transaction that handles what was read.
    `CREATE TABLE cursor (
      name     TEXT   PRIMARY KEY,
      position ${int} NOT NULL
    ) ${strict}`,
    `CREATE TABLE setting (
      name          TEXT   PRIMARY KEY,
      value         TEXT   NOT NULL,
      updated_at_ms ${int} NOT NULL
    ) ${strict}`,
  ],
};
