import type { Migration } from "./ddl.ts";

/** Amounts do not say on which network they are; the database as a whole does. */
export const hubMode: Migration = {
  name: "0027-hub-mode",
  up: ({ int, strict, appendOnly }) => [
    `CREATE TABLE hub_mode (
      id        ${int} PRIMARY KEY CHECK (id = 1),
      mode      TEXT   NOT NULL CHECK (mode IN ('sandbox', 'regtest', 'signet', 'mainnet')),
      since_ms  ${int} NOT NULL
    ) ${strict}`,
    ...appendOnly("hub_mode"),
  ],
};
