import type { Migration } from "./ddl.ts";

/** Coins of another mint are turned into the hub's own: one operation pays the invoice that another waits for. */
export const exchange: Migration = {
  name: "0018-exchange",
  up: () => [
    `ALTER TABLE ecash_op ADD COLUMN follows TEXT REFERENCES ecash_op (id)`,
    `CREATE INDEX ecash_op_follows ON ecash_op (follows) WHERE follows IS NOT NULL`,
  ],
};
