import type { Catalogue } from "../message.ts";

/** Paying over Lightning or on chain, what is on its way, and a stall's terms for it. */
export const rails = {
  ways: "Ways to pay",
  "way.all": "All wallets",
  "way.lightning": "Lightning",
  "way.chain": "On-chain",
  "way.ecash": "E-cash",
  "scan.ecash": "Scan this with a Cashu wallet",
  "qr.ecash": "QR code: pay {amount} with e-cash",
  "open.ecash": "Open Cashu wallet",
  "copy.request": "Cashu payment request",
  "amount.ecash": "With e-cash",
  "token.label": "Or put in a token or a voucher’s code",
  "token.hint":
    "Make it in your wallet, over exactly this amount, and copy it here. It begins with cashu. A voucher may be worth more or less.",
  "token.send": "Pay with it",
  "sandbox.ecash": "Pay with practice e-cash",
  "scan.all": "Scan this with any Bitcoin wallet",
  "scan.chain": "Scan this with your on-chain wallet",
  "qr.all": "QR code: pay {amount} over Lightning or on-chain",
  "qr.chain": "QR code: pay {amount} on-chain",
  "open.lightning": "Open Lightning wallet",
  "open.chain": "Open on-chain wallet",
  "copy.address": "Bitcoin address",
  "copy.amount": "Amount in BTC",
  "amount.lightning": "Over Lightning",
  "amount.chain": "On-chain",
  "chain.hint":
    "Lightning arrives at once. On-chain counts once a block holds it, mostly within the hour. Send exactly this amount in one payment; your wallet adds the network’s fee.",
  "help.all":
    "Your wallet says that it does not know this code? Choose Lightning or On-chain above, whichever it can do.",
  "coming.title": "Your payment is on its way",
  "coming.text":
    "Nothing is left to do. It counts once enough blocks hold it; until then the things stay set aside for you.",
  held: "{amount} of e-cash, locked to this shop",
  "held.text":
    "There is nothing left to do. The shop holds your e-cash; it will be settled with its mint, which cannot be reached now, and then the order is paid.",
  "coming.keep": "You need not wait here. Keep this address; it shows how far the payment is.",
  "coming.card": "On its way",
  seen: "{amount} seen, {count} of {needed} confirmations",
  transaction: "Transaction",
  "part.here": "{here} of {whole} are here; {missing} missing.",
  "part.coming": "{coming} of {whole} are on their way; {missing} missing.",
  "part.both": "{here} of {whole} are here and {coming} on their way; {missing} missing.",
  "rest.chain": "Please send the rest on-chain, to this address.",
  "rest.all": "This code asks for the rest only. An older one does not work any more, so please do not pay that.",
  "rest.dust":
    "{missing} are missing. That is too little to send on-chain, so a Lightning invoice over just that is being made. If none appears here, please ask the seller; if the time runs out, what came is yours and goes back to you.",
  "rest.away":
    "{missing} are missing, and there is no way to send just that. Please ask the seller; if the time runs out, what came is yours and goes back to you.",
  "taken.title": "Your payment was taken back by the network",
  "taken.wait":
    "Another block took the place of the one that held {amount}. We wait for it to be in a block again; do not pay twice.",
  "taken.again":
    "Another block took the place of the one that held {amount}. We wait for it. If your wallet says that it was never sent or has failed, please pay again.",
  "taken.buyer": "The Bitcoin network took this payment back on {time}, so it does not count.",
  "taken.seller":
    "The Bitcoin network took this payment back on {time}, so it does not count. If the goods are on their way, write to the buyer.",
  "late.title": "A payment is on its way, after the order has ended",
  "late.text":
    "Once enough blocks hold it, it pays the order if the seller’s terms allow that. Otherwise it is owed back to you. Keep this page.",
  "sandbox.pay": "Pay on-chain as practice buyer",
  "sandbox.mine": "Find a block",
  "sandbox.mine.hint": "Blocks come when you press this. Only in the practice shop.",
  "terms.title": "Terms for payments",
  "terms.late": "If the whole amount comes after the time is up",
  "terms.late.settle": "The order counts as paid",
  "terms.late.settle.hint": "At the rate of the order, wherever it is by then.",
  "terms.late.rate": "The order counts as paid if the rate has hardly moved",
  "terms.late.rate.hint": "Further down you say how far it may move against you.",
  "terms.late.refund": "It goes back to the buyer",
  "terms.under": "How much may be missing?",
  "terms.under.hint":
    "An order counts as paid although so much of its amount is missing. 0 waits for every sat; 10 is the most.",
  "terms.confirmations": "Confirmations of a payment on-chain",
  "terms.confirmations.hint": "How many blocks have to hold it. 1 takes about ten minutes.",
  "terms.large": "A large payment begins at",
  "terms.large.confirmations": "Confirmations of a large payment",
  "terms.large.confirmations.hint": "Never fewer than for a small one.",
  "terms.large.whole": "Please enter a whole number of sat, at least 1.",
  "terms.large.fewer": "A large payment cannot need fewer confirmations than a small one.",
} as const satisfies Catalogue;
