import type { Schema } from "../../app/db/schema.ts";

/** What each table is for. A table without a purpose is a type error here and fails the check. */
export const purposes: Record<keyof Schema, string> = {
  migration: "Which steps of the schema the database has been through, and when.",
  event:
    "What happened to an order, stall or person: one canonical JSON body for each fact, numbered within its stream.",
  posting:
    "Double entry: where money went. The lines of a journal sum to zero; assets are positive, liabilities negative.",
  account: "The accounts of the books, and what kind each is.",
  shortage:
    "An order's amount that could not arrive over Lightning, and what could; one is open until there is room again.",
  owed: "What each order's buyer is owed back, kept as the postings are written; never below zero.",
  balance: "The running sum of the postings of each account and stall, so that no page adds up the past.",
  cursor: "How far a stream of the outside, such as the node's settlements, has been read.",
  setting: "Values that the hub remembers about itself.",
  job: "Work that must not be lost, queued in the transaction that causes it and held by one worker at a time.",
  idempotency: "Which order a request with an Idempotency-Key has made, so that repeating it makes no second one.",
  person: "Who may act here, in which role.",
  invitation: "One-time links that let a person in. Only the hash of the link's token is stored.",
  session: "Signed-in browsers, each with its device. Only the hash of the cookie's token is stored.",
  email: "Addresses that people have shown to be theirs.",
  sign_in: "Somebody waits in a browser for a link or code that was sent to an address, or for a yes from a chat.",
  telegram_chat: "Each person's chat with the hub's bot.",
  notice: "What a person must hear of, one row for each place where they hear of it.",
  challenge: "A question that one of a person's keys must answer: a passkey, a Lightning wallet, Google.",
  credential: "Keys by which people prove who they are: passkeys, Lightning wallets, Google accounts.",
  backup_sheet: "Printed sheets that bring a person back in, together with a PIN.",
  phone_link:
    "Codes on a signed-in screen that sign in the phone in front of it. Only the hash of the token is stored.",
  api_key: "Keys of people's programs, with what each may do. Only the hash of the key is stored.",
  webhook_seen: "Signed messages from outside that were taken, so that none is taken twice.",
  webhook: "Where sellers' programs hear of what happens to their stall's orders. Secrets are derived, not stored.",
  webhook_delivery: "One message to one webhook about one event, written with the event and sent until it is taken.",
  webhook_attempt: "Each time a message was sent, and what the receiver answered; kept for 60 days.",
  picture: "Pictures, re-encoded without metadata and named by the digest of their source.",
  picture_file: "A picture's bytes, once for each width.",
  stall: "A seller's shop front.",
  product: "What a stall sells.",
  variant: "The choices of a product; every product has at least one.",
  stock: "How many of a variant are there and how many of them are set aside. No row means unlimited.",
  product_picture: "Which pictures a product shows, in which order.",
  rate: "Observed prices of one bitcoin.",
  orders: "What a buyer asked for: its total at fixed prices, and where it is.",
  order_line: "The lines of an order at the prices of the moment it was placed.",
  delivery: "Where to send an order; apart from it, so that it can be erased while the books stay whole.",
  reservation: "Stock held for an order: taken when it is paid, returned once when it is not.",
  charge: "The request for an order's money.",
  lightning_invoice: "The invoices of a charge, written down before the node is asked to make them.",
  payment: "Money seen on a rail for a charge.",
  payment_reversal: "Payments that their rail took back after they were booked, such as by a reorganised chain.",
  chain_address: "One fresh address of the node's wallet for each charge, and until when it is watched.",
  chain_output: "What was sent to those addresses, as the chain has it now.",
  outgoing: "Money on its way out: refunds and payouts, each booked from the moment it is asked for.",
  outgoing_attempt: "Each invoice that was tried for it, written before the node is asked; one at a time.",
  outgoing_transaction: "Each signed transaction that pays for it on chain, written before it is published.",
  payout_plan: "Where a stall's money goes by itself, and when.",
  mint: "Which mints' e-cash is taken, up to which sums, and whether they are trusted.",
  mint_keyset: "The keys that a mint signs with, as they were when they were first seen.",
  ecash_seed: "The words that the hub's coins come from, sealed.",
  ecash_counter: "How many outputs of each keyset were taken from the seed.",
  ecash_op: "What a mint was, or is about to be, asked, with the very request, sealed.",
  ecash_input: "Coins that were brought, each by one operation.",
  coin: "The hub's own e-cash: what it is worth in the clear, what spends it sealed.",
  ecash_token: "E-cash that the hub gives out, in text, until its coins are spent.",
  withdrawal: "What a buyer's wallet may fetch once, by LNURL-withdraw.",
  outgoing_approval: "Who has said yes to it, where more than one person must.",
  fee_budget: "What may be spent on fees for each purpose in a period, and for each amount that is sent.",
  fee_reservation: "Fees set aside before something is sent, and what they came to.",
  hub_fee: "What the hub keeps of each order, every setting of it; the last one is for orders placed from now on.",
  reconciliation: "Each comparison of the books with the node and the chain, and how it went.",
  finding: "What was found to differ between the books and the node: open until a comparison finds it gone.",
};

export function purposeOf(table: string): string {
  const found = Object.entries(purposes).find(([name]) => name === table);
  if (found === undefined) throw new Error(`the table ${table} has no purpose in scripts/erd/purposes.ts`);
  return found[1];
}
