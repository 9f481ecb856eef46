import type { Migration } from "./ddl.ts";

/** What somebody is told of may be about an order, and says which. */
export const notices: Migration = {
  name: "0012-notices",
  up: () => [`ALTER TABLE notice ADD COLUMN about TEXT NOT NULL DEFAULT ''`],
};
