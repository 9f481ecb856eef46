import type { Migration } from "./ddl.ts";

/** What the owner looks at of mints stays quick to find, however many coins were spent and operations have ended. */
export const mintRules: Migration = {
  name: "0019-mint-rules",
  up: () => [
    // What the hub has, by mint and keyset, without what it once had.
    `CREATE INDEX coin_there ON coin (mint_url, keyset_id, state, amount_msat) WHERE state <> 'spent'`,
    // What is left to a person, newest first.
    `CREATE INDEX ecash_op_blocked ON ecash_op (id) WHERE state = 'blocked'`,
    // How much of a mint is on its way, which its cap is for.
    `CREATE INDEX ecash_op_unsettled ON ecash_op (mint_url) WHERE state <> 'done' AND state <> 'refused'`,
    // What was given and is in nobody's wallet yet.
    `CREATE INDEX ecash_token_given ON ecash_token (mint_url, amount_msat) WHERE state <> 'claimed' AND state <> 'failed'`,
  ],
};
