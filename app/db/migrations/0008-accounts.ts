import type { Ddl, Migration } from "./ddl.ts";

const ROLES = "('owner', 'operator', 'support', 'viewer', 'seller', 'buyer')";

/**
 * Accounts: more roles, several ways to prove who one is, and a device behind every session. Secrets are stored as
 * hashes only. People and sessions are made anew, since SQLite cannot change a CHECK; what is in them stays.
 */
export const accounts: Migration = {
  name: "0008-accounts",
  up: (ddl) => [
    ...people(ddl),
    ...sessions(ddl),
    ...swap,
    ...invitations(ddl),
    ...proofs(ddl),
    ...keys(ddl),
    ...acts,
    ...buyers,
  ],
};

function people({ int, strict }: Ddl): string[] {
  return [
    `CREATE TABLE person_anew (
      id            TEXT   PRIMARY KEY,
      role          TEXT   NOT NULL CHECK (role IN ${ROLES}),
      stall_id      TEXT,
      name          TEXT   NOT NULL,
      locale        TEXT   NOT NULL CHECK (locale IN ('', 'en', 'ko')),
      state         TEXT   NOT NULL CHECK (state IN ('active', 'shut-out', 'erased')),
      hold_until_ms ${int} NOT NULL,
      created_at_ms ${int} NOT NULL,
      updated_at_ms ${int} NOT NULL,
      CHECK ((role = 'seller') = (stall_id IS NOT NULL))
    ) ${strict}`,
    `INSERT INTO person_anew SELECT id, role, stall_id, name, '', 'active', 0, created_at_ms, created_at_ms FROM person`,
  ];
}

function sessions({ int, strict }: Ddl): string[] {
  return [
    `CREATE TABLE session_anew (
      id              TEXT   PRIMARY KEY,
      token_hash      TEXT   NOT NULL UNIQUE CHECK (length(token_hash) = 64),
      person_id       TEXT   NOT NULL REFERENCES person_anew (id),
      scope           TEXT   NOT NULL CHECK (scope IN ('full', 'recovery')),
      method          TEXT   NOT NULL,
      door            TEXT   NOT NULL CHECK (door IN ('lan', 'onion', 'public', 'admin')),
      device          TEXT   NOT NULL,
      created_at_ms   ${int} NOT NULL,
      last_seen_at_ms ${int} NOT NULL,
      proved_at_ms    ${int} NOT NULL,
      expires_at_ms   ${int} NOT NULL
    ) ${strict}`,
    // The first sessions had no name: they get one from their hash, which says nothing about their token.
    `INSERT INTO session_anew SELECT 'ses_' || substr(token_hash, 1, 26), token_hash, person_id, 'full', 'link', 'lan', '',
      created_at_ms, last_seen_at_ms, 0, expires_at_ms FROM session`,
  ];
}

const swap = [
  `DROP TABLE session`,
  `DROP TABLE person`,
  `ALTER TABLE person_anew RENAME TO person`,
  `ALTER TABLE session_anew RENAME TO session`,
  `CREATE INDEX session_person ON session (person_id)`,
  // One owner: the box is somebody's.
  `CREATE UNIQUE INDEX person_owner ON person (role) WHERE role = 'owner'`,
  // The list of people, of all or of one role, newest first; who was erased is on none.
  `CREATE INDEX person_here ON person (id) WHERE state <> 'erased'`,
  `CREATE INDEX person_role ON person (role, id) WHERE state <> 'erased'`,
  `CREATE INDEX person_stall ON person (stall_id) WHERE stall_id IS NOT NULL`,
];

function invitations({ int, strict }: Ddl): string[] {
  return [
    `CREATE TABLE invitation_anew (
      id            TEXT   PRIMARY KEY,
      role          TEXT   NOT NULL CHECK (role IN ${ROLES}),
      stall_id      TEXT,
      -- Whom it is for, as its maker calls them; empty once it was used.
      name          TEXT   NOT NULL,
      -- The person who made it; null for the owner's links, which are made at the machine itself.
      made_by       TEXT   REFERENCES person (id),
      token_hash    TEXT   NOT NULL UNIQUE CHECK (length(token_hash) = 64),
      expires_at_ms ${int} NOT NULL,
      used_at_ms    ${int},
      created_at_ms ${int} NOT NULL
    ) ${strict}`,
    `INSERT INTO invitation_anew
      SELECT id, role, stall_id, '', NULL, token_hash, expires_at_ms, used_at_ms, created_at_ms FROM invitation`,
    `DROP TABLE invitation`,
    `ALTER TABLE invitation_anew RENAME TO invitation`,
    `CREATE INDEX invitation_open ON invitation (id) WHERE used_at_ms IS NULL`,
  ];
}

/** Ways to prove who one is. */
function proofs({ int, strict }: Ddl): string[] {
  return [
    // Only addresses whose mail was read are here, so that nobody can claim another's.
    `CREATE TABLE email (
      address        TEXT   PRIMARY KEY CHECK (address = lower(address)),
      person_id      TEXT   NOT NULL REFERENCES person (id),
      -- In which language its owner read the hub then, for who has not chosen one.
      locale         TEXT   NOT NULL CHECK (locale IN ('en', 'ko')),
      verified_at_ms ${int} NOT NULL
    ) ${strict}`,
    `CREATE INDEX email_person ON email (person_id)`,
    // Somebody waits in a browser for a link or code. Unknown addresses get a row, too, without a person: they
    // must take as long and look the same.
    `CREATE TABLE sign_in (
      id            TEXT   PRIMARY KEY,
      purpose       TEXT   NOT NULL CHECK (purpose IN ('sign-in', 'keep-order', 'add-address', 'prove',
        'chat-sign-in', 'chat-prove', 'chat-link')),
      -- Whose request it is; for one to come in by chat only once a chat has named it.
      person_id     TEXT   REFERENCES person (id),
      -- Where the letter goes; empty for requests by chat.
      address       TEXT   NOT NULL,
      -- The order that goes into the account afterwards, if there is one.
      order_id      TEXT   REFERENCES orders (id),
      -- By which door it was asked for and under which address that is configured, for the link in the mail.
      door          TEXT   NOT NULL CHECK (door IN ('lan', 'onion', 'public', 'admin')),
      origin        TEXT   NOT NULL,
      device        TEXT   NOT NULL,
      locale        TEXT   NOT NULL CHECK (locale IN ('en', 'ko')),
      -- The path on this hub to go on to.
      wanted        TEXT   NOT NULL,
      token_hash    TEXT   NOT NULL UNIQUE CHECK (length(token_hash) = 64),
      code_hash     TEXT   NOT NULL CHECK (length(code_hash) = 64),
      browser_hash  TEXT   NOT NULL CHECK (length(browser_hash) = 64),
      state         TEXT   NOT NULL CHECK (state IN ('waiting', 'approved', 'used', 'dead')),
      -- By what somebody has said yes from elsewhere.
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
    // A private chat with the hub's bot, in which its person is asked before anybody comes in, and told of things.
    `CREATE TABLE telegram_chat (
      person_id     TEXT   PRIMARY KEY REFERENCES person (id),
      -- Telegram's number of it.
      chat_id       TEXT   NOT NULL UNIQUE,
      -- What its owner is called there, for them to recognize it.
      name          TEXT   NOT NULL,
      -- The language of the app that it was linked with, for who has not chosen one.
      locale        TEXT   NOT NULL CHECK (locale IN ('en', 'ko')),
      created_at_ms ${int} NOT NULL
    ) ${strict}`,
    // What a person must hear of, one row for each place where they hear of it. The place is written down in the
    // transaction of what is told: a thief who adds an address and removes the old one is still told of at the old one.
    `CREATE TABLE notice (
      id            TEXT   PRIMARY KEY,
      person_id     TEXT   NOT NULL REFERENCES person (id),
      kind          TEXT   NOT NULL,
      channel       TEXT   NOT NULL CHECK (channel IN ('mail', 'telegram')),
      -- The mail address, or the chat.
      place         TEXT   NOT NULL,
      locale        TEXT   NOT NULL CHECK (locale IN ('en', 'ko')),
      state         TEXT   NOT NULL CHECK (state IN ('waiting', 'sent', 'refused')),
      created_at_ms ${int} NOT NULL
    ) ${strict}`,
    `CREATE INDEX notice_person ON notice (person_id)`,
    `CREATE INDEX notice_created ON notice (created_at_ms)`,
    // A question put to a key: a passkey's challenge, LNURL-auth's k1, the state of a round trip to Google.
    `CREATE TABLE challenge (
      id            TEXT   PRIMARY KEY,
      kind          TEXT   NOT NULL CHECK (kind IN ('passkey', 'lnurl', 'google')),
      purpose       TEXT   NOT NULL CHECK (purpose IN ('sign-in', 'add-key', 'prove')),
      person_id     TEXT   REFERENCES person (id),
      value_hash    TEXT   NOT NULL UNIQUE CHECK (length(value_hash) = 64),
      browser_hash  TEXT   NOT NULL CHECK (length(browser_hash) = 64),
      state         TEXT   NOT NULL CHECK (state IN ('waiting', 'answered', 'used')),
      -- What the question or its answer needs besides, as JSON; never a secret of ours.
      more          TEXT   NOT NULL,
      created_at_ms ${int} NOT NULL,
      expires_at_ms ${int} NOT NULL
    ) ${strict}`,
    `CREATE TABLE credential (
      id              TEXT   PRIMARY KEY,
      person_id       TEXT   NOT NULL REFERENCES person (id),
      kind            TEXT   NOT NULL CHECK (kind IN ('passkey', 'lnurl', 'google')),
      -- The passkey's id, the wallet's key for this host, Google's issuer and subject.
      identifier      TEXT   NOT NULL,
      public_key      TEXT   NOT NULL,
      sign_count      ${int} NOT NULL CHECK (sign_count >= 0),
      label           TEXT   NOT NULL,
      -- The hub's host name that it was made for and works at alone; empty when it works everywhere.
      host            TEXT   NOT NULL,
      created_at_ms   ${int} NOT NULL,
      last_used_at_ms ${int} NOT NULL,
      UNIQUE (kind, identifier)
    ) ${strict}`,
    `CREATE INDEX credential_person ON credential (person_id)`,
    `CREATE TABLE backup_sheet (
      id            TEXT   PRIMARY KEY,
      person_id     TEXT   NOT NULL REFERENCES person (id),
      secret_hash   TEXT   NOT NULL UNIQUE CHECK (length(secret_hash) = 64),
      -- argon2id in PHC form; without the pepper, which is not in the database, it says nothing about the PIN.
      pin_hash      TEXT   NOT NULL,
      state         TEXT   NOT NULL CHECK (state IN ('good', 'spent', 'burnt', 'replaced')),
      wrong_pins    ${int} NOT NULL CHECK (wrong_pins BETWEEN 0 AND 5),
      created_at_ms ${int} NOT NULL,
      updated_at_ms ${int} NOT NULL
    ) ${strict}`,
    `CREATE UNIQUE INDEX backup_sheet_good ON backup_sheet (person_id) WHERE state = 'good'`,
    // Shown as a code on a signed-in screen, for the phone in front of it. A person has one at a time.
    `CREATE TABLE phone_link (
      id            TEXT   PRIMARY KEY,
      person_id     TEXT   NOT NULL UNIQUE REFERENCES person (id),
      -- The screen's session, without which the link is worth nothing.
      session_id    TEXT   NOT NULL,
      token_hash    TEXT   NOT NULL UNIQUE CHECK (length(token_hash) = 64),
      state         TEXT   NOT NULL CHECK (state IN ('waiting', 'used')),
      -- The phone that used it.
      device        TEXT   NOT NULL,
      created_at_ms ${int} NOT NULL,
      expires_at_ms ${int} NOT NULL
    ) ${strict}`,
  ];
}

/** Programs' ways in, and the messages that programs sent. */
function keys({ int, strict }: Ddl): string[] {
  return [
    `CREATE TABLE api_key (
      id              TEXT   PRIMARY KEY,
      person_id       TEXT   NOT NULL REFERENCES person (id),
      name            TEXT   NOT NULL,
      secret_hash     TEXT   NOT NULL UNIQUE CHECK (length(secret_hash) = 64),
      scopes          TEXT   NOT NULL,
      created_at_ms   ${int} NOT NULL,
      expires_at_ms   ${int} NOT NULL,
      last_used_at_ms ${int} NOT NULL,
      revoked_at_ms   ${int}
    ) ${strict}`,
    `CREATE INDEX api_key_person ON api_key (person_id)`,
    // A signed message from outside is taken once; its id is remembered for longer than its sender repeats it.
    `CREATE TABLE webhook_seen (
      source     TEXT   NOT NULL,
      id         TEXT   NOT NULL,
      seen_at_ms ${int} NOT NULL,
      PRIMARY KEY (source, id)
    ) ${strict}`,
  ];
}

// Who did it and from where, for what people do; null for what happened by itself, such as a payment. Apart from
// the body, which others than the owner may read.
const acts = [
  `ALTER TABLE event ADD COLUMN actor TEXT`,
  `ALTER TABLE event ADD COLUMN door TEXT`,
  `ALTER TABLE event ADD COLUMN device TEXT`,
  // The audit trail by everybody, by person, by kind, and by both: each of them newest first.
  `CREATE INDEX event_act ON event (id) WHERE actor IS NOT NULL`,
  `CREATE INDEX event_actor ON event (actor, id) WHERE actor IS NOT NULL`,
  `CREATE INDEX event_act_type ON event (type, id) WHERE actor IS NOT NULL`,
  `CREATE INDEX event_actor_type ON event (actor, type, id) WHERE actor IS NOT NULL`,
];

// Whose order it is, where its buyer was signed in; everybody else has the key alone.
const buyers = [
  `ALTER TABLE orders ADD COLUMN person_id TEXT REFERENCES person (id)`,
  `CREATE INDEX orders_person ON orders (person_id, id) WHERE person_id IS NOT NULL`,
];
