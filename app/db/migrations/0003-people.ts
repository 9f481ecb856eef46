import type { Migration } from "./ddl.ts";

/** Who may act: people come in by a one-time link and stay by a session. Only hashes of both are stored. */
export const people: Migration = {
  name: "0003-people",
  up: ({ int, strict }) => [
    `CREATE TABLE person (
      id            TEXT   PRIMARY KEY,
      role          TEXT   NOT NULL CHECK (role IN ('owner', 'seller')),
      stall_id      TEXT,
      name          TEXT   NOT NULL,
      created_at_ms ${int} NOT NULL,
      CHECK ((role = 'seller') = (stall_id IS NOT NULL))
    ) ${strict}`,
    `CREATE TABLE invitation (
      id            TEXT   PRIMARY KEY,
      role          TEXT   NOT NULL CHECK (role IN ('owner', 'seller')),
      stall_id      TEXT,
      token_hash    TEXT   NOT NULL UNIQUE CHECK (length(token_hash) = 64),
      expires_at_ms ${int} NOT NULL,
      used_at_ms    ${int},
      created_at_ms ${int} NOT NULL
    ) ${strict}`,
    `CREATE TABLE session (
      token_hash      TEXT   PRIMARY KEY CHECK (length(token_hash) = 64),
      person_id       TEXT   NOT NULL REFERENCES person (id),
      created_at_ms   ${int} NOT NULL,
      last_seen_at_ms ${int} NOT NULL,
      expires_at_ms   ${int} NOT NULL
    ) ${strict}`,
    `CREATE INDEX session_person ON session (person_id)`,
  ],
};
