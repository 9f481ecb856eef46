import type { Migration } from "./ddl.ts";

/** How a seller is reached, and finding the money that has to go back among all that came. */
export const contactAndOwed: Migration = {
  name: "0007-contact-and-owed",
  up: () => [
    // An e-mail address, a link or words, as the seller typed it; empty in a stall that was opened before.
    `ALTER TABLE stall ADD COLUMN contact TEXT NOT NULL DEFAULT '' CHECK (length(contact) <= 200)`,
    // For the owner, newest first. Hardly any payment is owed back, so the index stays small.
    `CREATE INDEX payment_owed ON payment (id) WHERE refundable_msat > 0`,
    // For one stall: postings, unlike payments, name the stall, and those of an order stand together.
    `CREATE INDEX posting_owed ON posting (stall_id, order_id) WHERE account = 'liability:refundable'`,
  ],
};
