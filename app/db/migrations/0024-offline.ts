import type { Migration } from "./ddl.ts";

/** Coins that are taken while their mint cannot be asked. */
export const offline: Migration = {
  name: "0024-offline",
  up: ({ int, strict }) => [
    // How much the owner lets out of hand for coins that no mint has seen yet; without a row, nothing.
    `CREATE TABLE offline_rule (
      id             ${int} PRIMARY KEY CHECK (id = 1),
      sale_cap_msat  ${int} NOT NULL CHECK (sale_cap_msat >= 0),
      total_cap_msat ${int} NOT NULL CHECK (total_cap_msat >= 0),
      updated_at_ms  ${int} NOT NULL
    ) ${strict}`,
    // `held`: locked to the hub, looked at with pinned keys, and not yet asked for. `settled`: an operation has taken the
    // coins up, and its row tells the rest. `refused`: they are worth nothing here.
    `CREATE TABLE offline_token (
      id            TEXT   PRIMARY KEY,
      charge_id     TEXT   NOT NULL REFERENCES charge (id),
      mint_url      TEXT   NOT NULL REFERENCES mint (url),
      amount_msat   ${int} NOT NULL CHECK (amount_msat > 0),
      state         TEXT   NOT NULL CHECK (state IN ('held', 'settled', 'refused')),
      reason        TEXT   NOT NULL,
      sealed        TEXT   NOT NULL,
      tries         ${int} NOT NULL CHECK (tries >= 0),
      next_try_ms   ${int} NOT NULL,
      created_at_ms ${int} NOT NULL,
      updated_at_ms ${int} NOT NULL
    ) ${strict}`,
    `CREATE INDEX offline_token_due ON offline_token (next_try_ms) WHERE state = 'held'`,
    `CREATE INDEX offline_token_charge ON offline_token (charge_id)`,
    // A coin is held for one charge.
    `CREATE TABLE offline_coin (
      point      TEXT PRIMARY KEY CHECK (length(point) = 66),
      offline_id TEXT NOT NULL REFERENCES offline_token (id)
    ) ${strict}`,
    `CREATE INDEX offline_coin_of ON offline_coin (offline_id)`,
  ],
};
