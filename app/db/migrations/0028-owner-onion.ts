import type { Ddl, Migration } from "./ddl.ts";

/** The owner's desk has an onion service of its own: sessions and requests tell by which of the two somebody came. */
export const ownerOnion: Migration = {
  name: "0028-owner-onion",
  up: (ddl) =>
    ddl.engine === "postgres" ? checksAnew : [...anew("session", sessions(ddl)), ...anew("sign_in", signIns(ddl))],
};

const DOOR = `door IN ('lan', 'onion', 'public', 'admin', 'admin-onion')`;

/** The first is named after the name under which its table was made. */
const checksAnew = [
  `ALTER TABLE session DROP CONSTRAINT session_anew_door_check`,
  `ALTER TABLE session ADD CONSTRAINT session_door_check CHECK (${DOOR})`,
  `ALTER TABLE sign_in DROP CONSTRAINT sign_in_door_check`,
  `ALTER TABLE sign_in ADD CONSTRAINT sign_in_door_check CHECK (${DOOR})`,
];

/** On SQLite no CHECK can be changed, so the table is made anew under its own name. */
function anew(table: string, [definition = "", ...indexes]: string[]): string[] {
  return [
    `CREATE TABLE ${table}_kept AS SELECT * FROM ${table}`,
    `DROP TABLE ${table}`,
    definition,
    `INSERT INTO ${table} SELECT * FROM ${table}_kept`,
    `DROP TABLE ${table}_kept`,
    ...indexes,
  ];
}

function sessions({ int, strict }: Ddl): string[] {
  return [
    `CREATE TABLE session (
      id              TEXT   PRIMARY KEY,
      token_hash      TEXT   NOT NULL UNIQUE CHECK (length(token_hash) = 64),
      person_id       TEXT   NOT NULL REFERENCES person (id),
      scope           TEXT   NOT NULL CHECK (scope IN ('full', 'recovery')),
      method          TEXT   NOT NULL,
      door            TEXT   NOT NULL CHECK (${DOOR}),
      device          TEXT   NOT NULL,
      created_at_ms   ${int} NOT NULL,
      last_seen_at_ms ${int} NOT NULL,
      proved_at_ms    ${int} NOT NULL,
      expires_at_ms   ${int} NOT NULL
    ) ${strict}`,
    `CREATE INDEX session_person ON session (person_id)`,
  ];
}

function signIns({ int, strict }: Ddl): string[] {
  return [
    `CREATE TABLE sign_in (
      id            TEXT   PRIMARY KEY,
      purpose       TEXT   NOT NULL CHECK (purpose IN ('sign-in', 'keep-order', 'add-address', 'prove',
        'chat-sign-in', 'chat-prove', 'chat-link')),
      person_id     TEXT   REFERENCES person (id),
      address       TEXT   NOT NULL,
      order_id      TEXT   REFERENCES orders (id),
      door          TEXT   NOT NULL CHECK (${DOOR}),
      origin        TEXT   NOT NULL,
      device        TEXT   NOT NULL,
      locale        TEXT   NOT NULL CHECK (locale IN ('en', 'ko')),
      wanted        TEXT   NOT NULL,
      token_hash    TEXT   NOT NULL UNIQUE CHECK (length(token_hash) = 64),
      code_hash     TEXT   NOT NULL CHECK (length(code_hash) = 64),
      browser_hash  TEXT   NOT NULL CHECK (length(browser_hash) = 64),
      state         TEXT   NOT NULL CHECK (state IN ('waiting', 'approved', 'used', 'dead')),
      approved_by   TEXT   CHECK (approved_by IN ('link', 'telegram')),
      tries         ${int} NOT NULL CHECK (tries BETWEEN 0 AND 5),
      created_at_ms ${int} NOT NULL,
      expires_at_ms ${int} NOT NULL
    ) ${strict}`,
    `CREATE INDEX sign_in_address ON sign_in (address, created_at_ms)`,
    `CREATE INDEX sign_in_door ON sign_in (door, created_at_ms)`,
    `CREATE INDEX sign_in_person ON sign_in (person_id, created_at_ms) WHERE person_id IS NOT NULL`,
    `CREATE INDEX sign_in_order ON sign_in (order_id, created_at_ms) WHERE order_id IS NOT NULL`,
    `CREATE INDEX sign_in_browser ON sign_in (browser_hash)`,
    `CREATE INDEX sign_in_created ON sign_in (created_at_ms)`,
  ];
}
