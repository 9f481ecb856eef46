import type { Migration } from "./ddl.ts";

/** What was asked for, at which fixed price, and what was promised in return. */
export const orders: Migration = {
  name: "0005-orders",
  up: ({ int, strict, appendOnly }) => [
    // ORDER is a reserved word, hence the plural. `key_hash` is the SHA-256 of the key in the buyer's link.
    // `currency` is that of the lines, or SAT when they differ; rates are empty for prices in sats.
    `CREATE TABLE orders (
      id                 TEXT   PRIMARY KEY,
      stall_id           TEXT   NOT NULL REFERENCES stall (id),
      state              TEXT   NOT NULL CHECK (state IN
                           ('open', 'paid', 'shipped', 'received', 'closed', 'expired', 'cancelled')),
      key_hash           TEXT   NOT NULL CHECK (length(key_hash) = 64),
      total_msat         ${int} NOT NULL CHECK (total_msat > 0),
      currency           TEXT   NOT NULL,
      total_minor        ${int} NOT NULL CHECK (total_minor > 0),
      rate_minor_per_btc ${int},
      rate_source        TEXT,
      rate_at_ms         ${int},
      note               TEXT   NOT NULL,
      locale             TEXT   NOT NULL,
      created_at_ms      ${int} NOT NULL,
      updated_at_ms      ${int} NOT NULL
    ) ${strict}`,
    `CREATE INDEX orders_stall ON orders (stall_id, id)`,
    `CREATE INDEX orders_stall_state ON orders (stall_id, state, id)`,
    `CREATE INDEX orders_state ON orders (state, id)`,
    `CREATE INDEX orders_quiet ON orders (updated_at_ms) WHERE state IN ('received', 'shipped')`,
    `CREATE TABLE order_line (
      id                 TEXT   PRIMARY KEY,
      order_id           TEXT   NOT NULL REFERENCES orders (id),
      position           ${int} NOT NULL,
      product_id         TEXT   NOT NULL,
      variant_id         TEXT   NOT NULL,
      title              TEXT   NOT NULL,
      variant_title      TEXT   NOT NULL,
      kind               TEXT   NOT NULL,
      quantity           ${int} NOT NULL CHECK (quantity > 0),
      currency           TEXT   NOT NULL,
      unit_minor         ${int} NOT NULL CHECK (unit_minor > 0),
      rate_minor_per_btc ${int},
      unit_msat          ${int} NOT NULL CHECK (unit_msat > 0),
      line_msat          ${int} NOT NULL CHECK (line_msat = unit_msat * quantity)
    ) ${strict}`,
    `CREATE INDEX order_line_order ON order_line (order_id)`,
    ...appendOnly("order_line"),
    // Apart from the order, so that a person's address can be erased while the books stay whole.
    `CREATE TABLE delivery (
      order_id     TEXT   PRIMARY KEY REFERENCES orders (id),
      name         TEXT   NOT NULL,
      address      TEXT   NOT NULL,
      contact      TEXT   NOT NULL,
      erased_at_ms ${int}
    ) ${strict}`,
    // Held at placing, taken at payment, returned once at expiry or cancellation.
    `CREATE TABLE reservation (
      order_id   TEXT   NOT NULL REFERENCES orders (id),
      variant_id TEXT   NOT NULL,
      quantity   ${int} NOT NULL CHECK (quantity > 0),
      state      TEXT   NOT NULL CHECK (state IN ('held', 'taken', 'returned')),
      PRIMARY KEY (order_id, variant_id)
    ) ${strict}`,
  ],
};
