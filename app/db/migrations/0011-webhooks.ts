import type { Migration } from "./ddl.ts";

/** Messages to sellers' programs: to whom, about what, and how each of them went. */
export const webhooks: Migration = {
  name: "0011-webhooks",
  up: ({ int, strict }) => [
    // No secret is stored: each is derived from the hub's key, the webhook's id and its generation.
    // `events`: `*`, or the wanted types as a JSON list. `names`: whose words for an event stand in a message's `type`.
    // `failing_since_ms`: when the first of the failures came that no success has followed.
    `CREATE TABLE webhook (
      id               TEXT   PRIMARY KEY,
      stall_id         TEXT   NOT NULL REFERENCES stall (id),
      url              TEXT   NOT NULL,
      events           TEXT   NOT NULL,
      names            TEXT   NOT NULL CHECK (names IN ('hub', 'btcpay')),
      generation       ${int} NOT NULL CHECK (generation > 0),
      rotated_at_ms    ${int},
      state            TEXT   NOT NULL CHECK (state IN ('on', 'off')),
      off_reason       TEXT   NOT NULL CHECK (off_reason IN ('', 'by-hand', 'gone', 'failing')),
      failing_since_ms ${int},
      created_at_ms    ${int} NOT NULL,
      updated_at_ms    ${int} NOT NULL,
      CHECK ((state = 'off') = (off_reason <> ''))
    ) ${strict}`,
    `CREATE INDEX webhook_stall ON webhook (stall_id, id)`,
    // Written with the event. Its id is made of the event's and the webhook's, so an event is queued once.
    // While one is being sent, `due_at_ms` is when somebody else may take it over, and `claim` says who has it.
    // Messages of one stream go in the order of `seq`. `original`: which one was sent again by hand.
    `CREATE TABLE webhook_delivery (
      id            TEXT   PRIMARY KEY,
      webhook_id    TEXT   NOT NULL REFERENCES webhook (id),
      event_id      TEXT   NOT NULL,
      type          TEXT   NOT NULL,
      names         TEXT   NOT NULL,
      stream        TEXT   NOT NULL,
      seq           ${int} NOT NULL,
      original      TEXT,
      state         TEXT   NOT NULL CHECK (state IN ('waiting', 'sent', 'failed', 'dropped')),
      attempts      ${int} NOT NULL CHECK (attempts >= 0),
      due_at_ms     ${int} NOT NULL,
      claim         TEXT,
      created_at_ms ${int} NOT NULL,
      updated_at_ms ${int} NOT NULL
    ) ${strict}`,
    `CREATE INDEX webhook_delivery_due ON webhook_delivery (webhook_id, due_at_ms) WHERE state = 'waiting'`,
    `CREATE INDEX webhook_delivery_turn ON webhook_delivery (webhook_id, stream, seq) WHERE state = 'waiting'`,
    `CREATE INDEX webhook_delivery_log ON webhook_delivery (webhook_id, id)`,
    `CREATE INDEX webhook_delivery_log_state ON webhook_delivery (webhook_id, state, id)`,
    `CREATE INDEX webhook_delivery_over ON webhook_delivery (updated_at_ms) WHERE state <> 'waiting'`,
    `CREATE TABLE webhook_attempt (
      delivery_id TEXT   NOT NULL REFERENCES webhook_delivery (id),
      number      ${int} NOT NULL CHECK (number > 0),
      at_ms       ${int} NOT NULL,
      took_ms     ${int} NOT NULL CHECK (took_ms >= 0),
      status      ${int},
      error       TEXT   NOT NULL,
      answer      TEXT   NOT NULL,
      PRIMARY KEY (delivery_id, number)
    ) ${strict}`,
  ],
};
