/** An expected "no": a value, never thrown, shown to the person with what to do about it. */
export type Refused<Reason extends RefusalReason = RefusalReason> = {
  kind: "refused";
  reason: Reason;
  /** JSON pointer (RFC 6901) to the part of the input at fault, when there is one. */
  pointer?: string;
};

/** Every reason the hub can refuse for, with its HTTP status and a sentence that says what to do. */
export const refusals = {
  "invalid-input": [422, "Some of the input is not valid. Correct the fields named in errors and send it again."],
  "broken-json": [400, "The body is not valid JSON. Check the syntax and send it again."],
  "unknown-stall": [404, "There is no such stall. It may have closed."],
  "unknown-product": [404, "There is no such product. It may have been taken down."],
  "unknown-order": [404, "There is no order with this id and key. Check the link you were given."],
  "unknown-variant": [422, "This variant does not belong to the product. Choose one of the product's variants."],
  "foreign-product": [422, "The product belongs to another stall. Place one order for each stall."],
  "variant-required": [422, "This product comes in variants. Choose one of them."],
  "sold-out": [409, "There is not enough stock left. Lower the quantity or choose something else."],
  "empty-order": [422, "An order needs at least one line."],
  "too-many-lines": [422, "An order can have at most 50 lines. Split it into several orders."],
  "amount-out-of-range": [422, "The total is outside what this hub accepts. Change the quantities."],
  "delivery-required": [422, "Something in this order is sent by post. Say where to send it."],
  "rate-unavailable": [
    503,
    "No fresh exchange rate is known, so this price cannot be turned into sats. Try again soon.",
  ],
  "node-unavailable": [
    503,
    "The Lightning node does not answer, so no invoice could be made. Nothing was charged. Try again soon.",
  ],
  "fee-budget-spent": [409, "The fee budget of this period is used up. Raise it, or wait for the next period."],
  "fee-budget-too-small": [409, "The fee budget is smaller than what this may cost. Raise the budget."],
  "chain-fee-too-high": [409, "Blocks cost too much for this amount now. It waits until they are cheaper."],
  "below-dust": [422, "On chain at least 1,000 sat can be sent. Choose a Lightning destination, or a larger amount."],
  "wrong-network": [422, "That is an address of another chain. Copy the address of this one."],
  "no-destination": [409, "The stall has no destination for its payouts. Name one at its desk first."],
  "destination-on-hold": [
    409,
    "The destination was named or changed less than a day ago. Until a day has passed nothing is sent there.",
  ],
  "plan-changed": [409, "The destination was changed meanwhile. Look at it again first."],
  "token-unreadable": [422, "This is no e-cash token, or not all of it. Copy it again, from cashu to its end."],
  "token-too-large": [413, "A token can have at most 256 coins and 64 KiB. Swap it for fewer coins in your wallet."],
  "token-wrong-unit": [422, "This token is not in sat. Send one that is."],
  "token-too-small": [422, "After its mint's fee nothing is left of this token. Send a larger one."],
  "token-forged": [
    422,
    "A coin of this token does not show that its mint has signed it. Send it with its DLEQ proofs.",
  ],
  "token-locked": [422, "This token is locked to somebody else's key. Send one that the shop can spend."],
  "token-spent": [409, "Coins of this token were used before. Send another token."],
  "no-ecash": [404, "This hub takes no e-cash. Pay the order another way."],
  "mint-says-no": [409, "The mint did not take these coins: they were used before, or are not good any more."],
  "ecash-too-little": [409, "The hub has less e-cash of its mint than that. Choose a smaller sum or another way."],
  "mint-not-taken": [422, "E-cash of this mint is not taken here. Send a token of one of the mints that are named."],
  "mint-capped": [422, "This is more than is taken of that mint at once. Send less of it, or pay another way."],
  "mint-silent": [
    503,
    "The mint of this e-cash does not answer. It is still yours: try again soon, or pay another way.",
  ],
  "offline-capped": [
    409,
    "The mint of this e-cash does not answer, and the shop takes only less without it. Try again soon, or pay another way.",
  ],
  "mint-short": [
    409,
    "Too little stands behind the e-cash of this hub’s mint now, so none is given out. It waits until there is enough.",
  ],
  "kept-for-ecash": [
    409,
    "What the node holds is kept for e-cash that others have. It waits until there is more in its channels.",
  ],
  "exchange-too-dear": [
    422,
    "Bringing e-cash of that mint here costs too much of this token now. Use another mint, or pay another way.",
  ],
  "withdrawal-over": [410, "This code was used, or is too old. Ask for a new one."],
  "payee-invoice-wrong": [422, "That invoice is not for this amount or this network. Ask for another one."],
  "payee-refuses": [422, "The payee does not take this amount. Choose another amount or destination."],
  "invoice-expired": [422, "That invoice has run out, or soon will. Make a new one."],
  "invoice-used": [409, "That invoice was used before. Make a new one."],
  "nothing-to-refund": [409, "There is not that much of this order's money to give back."],
  "balance-too-low": [409, "The stall's balance is lower than that. Choose a smaller amount."],
  "on-hold": [
    403,
    "A backup sheet was used here less than a day ago. Until a day has passed no money leaves in this name.",
  ],
  "daily-cap-reached": [
    409,
    "This is more than may leave in a day. Try again tomorrow, or ask the owner to raise the cap.",
  ],
  "unknown-outgoing": [404, "There is no such payment. It may belong to another stall."],
  "already-on-its-way": [409, "This was sent, is on its way, or was taken back already. Reload to see where it is."],
  "approved-before": [409, "You have said yes to this already. It needs somebody else's yes."],
  "old-revision": [409, "This was changed since you looked at it. Look again before you say yes."],
  "wrong-state": [409, "The order is in another state by now. Reload it to see what is possible."],
  "idempotency-key-missing": [400, "Send an Idempotency-Key header, so that a repeated request cannot order twice."],
  "idempotency-key-invalid": [400, "The Idempotency-Key must be 1 to 255 visible ASCII characters."],
  "idempotency-key-reused": [422, "This Idempotency-Key was used for a different request. Make a new key."],
  "idempotency-key-busy": [
    409,
    "The first request with this Idempotency-Key is still being answered. Try again in a second.",
  ],
  "not-signed-in": [401, "Sign in with the link you were given."],
  "not-allowed": [403, "Your role does not allow this."],
  "recovery-only": [
    403,
    "You came in by a backup sheet. Set a new key or address first; then sign in with it to do everything else.",
  ],
  "confirm-first": [403, "This needs a fresh proof that it is you. Confirm it, then do this again."],
  "out-of-scope": [403, "This API key or token may not do that. Use one that was made with the permission."],
  "bad-bearer": [401, "This API key or token is not valid, or not any more. Make a new one."],
  "bad-signature": [401, "This message is not signed with the secret that was agreed on. Compare the secrets."],
  "stale-message": [400, "This message was signed too long ago, or in the future. Check the sender's clock."],
  "unknown-webhook": [404, "There is no such webhook. It may have been deleted."],
  "unknown-delivery": [404, "There is no such message in the log. It may be older than 60 days."],
  "webhook-off": [409, "This webhook is switched off. Switch it on first."],
  "too-many-webhooks": [409, "There are 20 webhooks already. Delete one that is not used."],
  "receiver-not-https": [422, "Nothing is sent to this address: only https on port 443, or what OUTGOING_ALLOW lists."],
  "receiver-private": [422, "This address is not on the public internet. The owner can allow it with OUTGOING_ALLOW."],
  "receiver-no-tor": [422, "Onion services are reached only when the owner has set TOR_SOCKS."],
  "unknown-api-key": [404, "There is no such API key. It may have been revoked already."],
  "too-many-api-keys": [409, "There are 20 API keys already. Revoke one that is not used."],
  "unknown-session": [404, "There is no such session. It may have ended already."],
  "unknown-key": [403, "This key opens no account here. Sign in another way and add it on your account's page."],
  "key-taken": [409, "This key opens an account here already. Use another one."],
  "too-many-keys": [409, "There are 20 keys already. Remove one that is not used."],
  "no-such-key": [404, "There is no such key. It may have been removed already."],
  "last-way-in": [409, "This is the last way into the account. Add another one before you remove it."],
  "question-over": [410, "This took too long, was done already, or began in another browser. Start again."],
  "bad-answer": [422, "The answer does not fit the question. Nothing was changed. Start again."],
  "passkey-unverified": [
    403,
    "Whoever helps to run this hub unlocks the passkey with a fingerprint, a face or a PIN. Try again with one of those.",
  ],
  "passkey-elsewhere": [409, "Passkeys work at https addresses and at localhost alone."],
  "google-elsewhere": [409, "Google lets people in at https addresses with a public name, and at localhost, alone."],
  "google-said-no": [403, "Google did not confirm who you are. Nothing was changed."],
  "google-unavailable": [503, "Google does not answer. Nothing was changed. Try again soon, or come in another way."],
  "pin-malformed": [422, "A PIN has 6 to 12 digits and nothing else."],
  "pin-too-easy": [
    422,
    "This PIN is among the first that somebody would try. Choose one without repeats, runs, years or lines on the keypad.",
  ],
  "sheet-refused": [
    403,
    "This sheet and PIN do not open anything. Check the PIN; after five wrong ones a sheet is worth nothing any more.",
  ],
  "unknown-person": [404, "There is no such person. They may have erased themselves."],
  "unknown-invitation": [404, "There is no such invitation. It was used, has expired or was taken back."],
  "person-changed": [409, "This person was changed meanwhile. Look at them again first."],
  "owner-stays": [409, "The owner of a hub is not made anything else, shut out or erased."],
  "stall-unsettled": [
    409,
    "The stall has open orders or money to come, and nobody else sells there. Settle that first.",
  ],
  "wrong-code": [422, "This is not the code in the letter. Check it and type it again."],
  "request-over": [410, "This was used, took too long, or had too many wrong codes. Ask for a new letter."],
  "wrong-number": [422, "The other screen shows another number, so nobody was let in. Ask for a new letter."],
  "unknown-address": [404, "This address is not one of yours here."],
  "address-taken": [409, "This address opens another account here already. Use another one."],
  "too-many-addresses": [409, "An account has at most 5 addresses. Remove one first."],
  "no-chat": [404, "No chat is linked to this account. Link one first, or come in another way."],
  "no-bot": [404, "This hub has no Telegram bot that answers. Come in another way."],
  "no-mail": [404, "This hub sends no letters. Come in another way."],
  "link-spent": [410, "This link was already used or has expired. Ask for a new one."],
  "wrong-host": [421, "This hub is not known by that name. Use the address you were given."],
  "cross-site": [403, "The form was sent from another site. Open the page here and send it again."],
  "not-found": [404, "There is nothing at this address."],
  "method-not-allowed": [405, "This address does not take that method. See the Allow header."],
  "body-too-large": [413, "The body is too large."],
  "unsupported-media-type": [415, "This content type is not taken here. Send application/json or a form."],
  "too-many-requests": [429, "Too many requests. Wait as long as the Retry-After header says."],
  "picture-refused": [422, "This is not a PNG, JPEG, WebP or AVIF picture within the size limits."],
  "sandbox-only": [404, "This is only there in sandbox mode."],
  "slug-taken": [409, "Another stall already has this address. Choose another."],
  "stock-reserved": [
    409,
    "Open orders have claimed more than that. Wait until they are paid or expire, or enter a larger number.",
  ],
  "stock-changed": [409, "Something was sold or returned meanwhile. Look at the stock again before changing it."],
  "too-many-variants": [422, "A product can have at most 30 variants."],
  "too-many-pictures": [422, "A product can have at most 8 pictures. Remove one first."],
  "variant-unnamed": [409, "The product's only variant has no name yet. Name it before adding another."],
  "variants-priced": [
    409,
    "Some variants have prices of their own in the old currency. Clear those before changing the currency.",
  ],
  "malformed-request": [400, "The address or the Host header of the request cannot be understood."],
  "invoice-not-payable": [409, "The sandbox buyer cannot pay this invoice. See errors for why."],
} as const satisfies Record<string, readonly [status: number, sentence: string]>;

export type RefusalReason = keyof typeof refusals;

export function refuse<Reason extends RefusalReason>(reason: Reason, pointer?: string): Refused<Reason> {
  return pointer === undefined ? { kind: "refused", reason } : { kind: "refused", reason, pointer };
}

export function isRefused(value: unknown): value is Refused {
  return typeof value === "object" && value !== null && "kind" in value && value.kind === "refused";
}
