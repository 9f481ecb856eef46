import { MAX_PRICE_MINOR } from "../../domain/price.ts";
import type { Migration } from "./ddl.ts";

/** Stalls, what they sell, how much of it is there, and what it looks like. */
export const catalog: Migration = {
  name: "0004-catalog",
  up: ({ int, bytes, strict }) => [
    // Pictures are named by the SHA-256 of their source and re-encoded without metadata.
    `CREATE TABLE picture (
      id            TEXT   PRIMARY KEY,
      width         ${int} NOT NULL CHECK (width > 0),
      height        ${int} NOT NULL CHECK (height > 0),
      created_at_ms ${int} NOT NULL
    ) ${strict}`,
    `CREATE TABLE picture_file (
      picture_id TEXT   NOT NULL REFERENCES picture (id),
      width      ${int} NOT NULL,
      bytes      ${bytes} NOT NULL,
      PRIMARY KEY (picture_id, width)
    ) ${strict}`,
    // `late_tolerance_ppm`: how far the rate may have moved against the seller for a payment
    // after expiry still to count; beyond it the money is refundable instead.
    `CREATE TABLE stall (
      id                 TEXT   PRIMARY KEY,
      slug               TEXT   NOT NULL UNIQUE,
      title              TEXT   NOT NULL,
      text               TEXT   NOT NULL,
      state              TEXT   NOT NULL CHECK (state IN ('open', 'closed')),
      sign_picture_id    TEXT   REFERENCES picture (id),
      late_tolerance_ppm ${int} NOT NULL CHECK (late_tolerance_ppm BETWEEN 0 AND 1000000),
      created_at_ms      ${int} NOT NULL
    ) ${strict}`,
    // `price_minor` is in the smallest unit of `currency` (sat for SAT, won, cents); `search` is the
    // lower-cased title and text; `version` grows with each change and makes the ETag.
    `CREATE TABLE product (
      id            TEXT   PRIMARY KEY,
      stall_id      TEXT   NOT NULL REFERENCES stall (id),
      title         TEXT   NOT NULL,
      text          TEXT   NOT NULL,
      search        TEXT   NOT NULL,
      kind          TEXT   NOT NULL CHECK (kind IN ('physical', 'digital', 'pickup')),
      category      TEXT   NOT NULL,
      currency      TEXT   NOT NULL CHECK (length(currency) = 3),
      price_minor   ${int} NOT NULL CHECK (price_minor BETWEEN 1 AND ${MAX_PRICE_MINOR}),
      state         TEXT   NOT NULL CHECK (state IN ('listed', 'hidden')),
      version       ${int} NOT NULL,
      created_at_ms ${int} NOT NULL,
      updated_at_ms ${int} NOT NULL
    ) ${strict}`,
    `CREATE INDEX product_stall ON product (stall_id, state, id)`,
    `CREATE INDEX product_listed ON product (state, id)`,
    // Every product has at least one variant; a price of its own replaces the product's.
    `CREATE TABLE variant (
      id          TEXT   PRIMARY KEY,
      product_id  TEXT   NOT NULL REFERENCES product (id),
      title       TEXT   NOT NULL,
      position    ${int} NOT NULL,
      price_minor ${int} CHECK (price_minor BETWEEN 1 AND ${MAX_PRICE_MINOR})
    ) ${strict}`,
    `CREATE INDEX variant_product ON variant (product_id, position)`,
    // No row means unlimited. What can be sold now is on_hand - reserved, never negative.
    `CREATE TABLE stock (
      variant_id TEXT   PRIMARY KEY REFERENCES variant (id),
      on_hand    ${int} NOT NULL CHECK (on_hand >= 0),
      reserved   ${int} NOT NULL CHECK (reserved >= 0 AND reserved <= on_hand)
    ) ${strict}`,
    `CREATE TABLE product_picture (
      product_id TEXT   NOT NULL REFERENCES product (id),
      picture_id TEXT   NOT NULL REFERENCES picture (id),
      position   ${int} NOT NULL,
      alt        TEXT   NOT NULL,
      PRIMARY KEY (product_id, picture_id)
    ) ${strict}`,
    // Observed prices of one bitcoin in minor units of the currency.
    `CREATE TABLE rate (
      id            TEXT   PRIMARY KEY,
      currency      TEXT   NOT NULL CHECK (length(currency) = 3),
      minor_per_btc ${int} NOT NULL CHECK (minor_per_btc > 0),
      source        TEXT   NOT NULL,
      at_ms         ${int} NOT NULL
    ) ${strict}`,
    `CREATE INDEX rate_newest ON rate (currency, at_ms)`,
  ],
};
