import type { Migration } from "./ddl.ts";

/** A token may be good for one wallet alone: whose key it is locked to (NUT-11). */
export const lockedTokens: Migration = {
  name: "0020-locked-tokens",
  up: () => [`ALTER TABLE ecash_token ADD COLUMN locked_to TEXT CHECK (length(locked_to) = 66)`],
};
