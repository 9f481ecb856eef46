import type { Migration } from "./ddl.ts";

/** Payments by rail, newest first, however many there are; and what could not arrive. */
export const receivability: Migration = {
  name: "0016-receivability",
  up: ({ int, strict }) => [
    `CREATE INDEX payment_rail ON payment (rail, id)`,
    // `wanted_msat`: the most that an order waited for since it was found; `receivable_msat`: what could arrive when last seen.
    `CREATE TABLE shortage (
      id           TEXT   PRIMARY KEY,
      state        TEXT   NOT NULL CHECK (state IN ('open', 'closed')),
      wanted_msat  ${int} NOT NULL CHECK (wanted_msat > 0),
      receivable_msat    ${int} NOT NULL CHECK (receivable_msat >= 0),
      order_id     TEXT   NOT NULL REFERENCES orders (id),
      found_at_ms  ${int} NOT NULL,
      seen_at_ms   ${int} NOT NULL,
      closed_at_ms ${int},
      CHECK ((state = 'closed') = (closed_at_ms IS NOT NULL))
    ) ${strict}`,
    `CREATE UNIQUE INDEX shortage_open ON shortage (state) WHERE state = 'open'`,
  ],
};
