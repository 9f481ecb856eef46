import type { Migration } from "./ddl.ts";

/** Vouchers: coins of the hub's that only whoever knows a code can spend, until they come back. */
export const vouchers: Migration = {
  name: "0021-vouchers",
  up: ({ int, strict }) => [
    // Coins that are locked into vouchers: still there, and not to be spent by the hub.
    `INSERT INTO account VALUES ('asset:vouchers', 'asset')`,
    // What holders of vouchers can still have.
    `INSERT INTO account VALUES ('liability:vouchers', 'liability')`,
    // What was given away with vouchers; less again for those that nobody used.
    `INSERT INTO account VALUES ('expense:vouchers', 'expense')`,
    // Of the code there is a hash alone, and the key that is made from it in public. `sealed`: the locked coins, while
    // they are there. `making`: their operation is open. `leaving`: an operation that spends them is. `gone`: the mint
    // says that they were spent, and not by anything that is known here.
    `CREATE TABLE voucher (
      id            TEXT   PRIMARY KEY,
      batch         TEXT   NOT NULL,
      code_hash     TEXT   NOT NULL UNIQUE CHECK (length(code_hash) = 64),
      public_key    TEXT   NOT NULL CHECK (length(public_key) = 66),
      mint_url      TEXT   NOT NULL REFERENCES mint (url),
      amount_msat   ${int} NOT NULL CHECK (amount_msat > 0),
      locked_msat   ${int} NOT NULL CHECK (locked_msat >= amount_msat),
      note          TEXT   NOT NULL,
      state         TEXT   NOT NULL CHECK (state IN ('making', 'failed', 'waiting', 'leaving', 'taken', 'used', 'returned', 'gone')),
      sealed        TEXT,
      made_by       TEXT   NOT NULL REFERENCES ecash_op (id),
      left_by       TEXT   REFERENCES ecash_op (id),
      expires_at_ms ${int} NOT NULL,
      created_at_ms ${int} NOT NULL,
      updated_at_ms ${int} NOT NULL,
      CHECK ((state IN ('waiting', 'leaving')) = (sealed IS NOT NULL)),
      CHECK ((state IN ('leaving', 'taken', 'used', 'returned', 'gone')) = (left_by IS NOT NULL))
    ) ${strict}`,
    `CREATE INDEX voucher_made_by ON voucher (made_by)`,
    `CREATE INDEX voucher_left_by ON voucher (left_by) WHERE left_by IS NOT NULL`,
    `CREATE INDEX voucher_batch ON voucher (batch)`,
    `CREATE INDEX voucher_due ON voucher (expires_at_ms) WHERE state = 'waiting'`,
  ],
};
