/** Whether a file only looks things up: nothing of its own is half done when it is interrupted. */
export function isOnlyReading(source: string): boolean {
  return !WRITES.test(source);
}

const WRITES =
  /insertInto\(|updateTable\(|deleteFrom\(|transact(?:<\w+>)?\(|spendCoins\(|enqueue\(|appendEvent\(|INSERT INTO|UPDATE \w+/;

const PEOPLE = "part of erasing or keeping a person's orders, which is one transaction of another room";
const AT_ONCE = "only when two ask at the same moment; two hubs on one database do";
const SHORT = "what the owner is told of channels that are too small; no money moves";
const DIFFER = "only when books and node disagree, which is what must not happen here";

const CHEATS =
  "only a mint that cheats comes here; it ends with nothing to be had of it, see tests/ecash/quarantine.test.ts";
const OPENING = "once, before anybody comes: one transaction, and the next start does it again";

const LIST =
  "the owner changes the list of mints: no money moves, and a mint is off until all of it is done, see tests/ecash/add-mint.test.ts";
const WEIGHED =
  "what the own mint owes is weighed where its books can be read: no money moves, see tests/ecash/solvency.test.ts";
const TYPED = "at a terminal, while the hub is stopped: one transaction, and typing it again does it again";

/** Waits of files that write, to which no scenario comes, each with the reason. */
export const NOT_STRUCK: Readonly<Record<string, string>> = {
  "app/ecash/add-mint.ts addMint 1": LIST,
  "app/ecash/add-mint.ts addMint 2": LIST,
  "app/ecash/add-mint.ts addMint 3": LIST,
  "app/ecash/add-mint.ts addMint 4": LIST,
  "app/ecash/add-mint.ts addMint 5": LIST,
  "app/ecash/add-mint.ts urlOf 1": LIST,
  "app/ecash/add-mint.ts isListed 1": LIST,
  "app/ecash/add-mint.ts write 1": LIST,
  "app/ecash/add-mint.ts write 2": LIST,
  "app/ecash/change-mint.ts changeMint 1": LIST,
  "app/ecash/change-mint.ts changeMint 2": LIST,
  "app/ecash/change-mint.ts toOff 1": LIST,
  "app/ecash/change-mint.ts toOff 2": LIST,
  "app/ecash/change-mint.ts changeLimits 1": LIST,
  "app/ecash/change-mint.ts changeLimits 2": LIST,
  "app/ecash/change-mint.ts changeLimits 3": LIST,
  "app/ecash/journal/as-follower.ts asFollower 2": CHEATS,
  "app/ecash/journal/settle-op.ts settleSigned 2": CHEATS,
  "app/ecash/journal/settle-op.ts settleSigned 3": CHEATS,
  "app/ecash/journal/settle-op.ts stateOf 1": "only when two tell at the same moment how it ended",
  "app/ecash/mints/quarantine.ts quarantine 1": CHEATS,
  "app/ecash/mints/refresh-keysets.ts refreshKeysets 4": CHEATS,
  "app/ecash/mints/switch-on.ts switchOn 1": LIST,
  "app/ecash/mints/switch-on.ts switchOn 2": LIST,
  "app/ecash/mints/switch-on.ts switchOn 3": LIST,
  "app/ecash/mints/switch-on.ts switchOn 4": LIST,
  "app/ecash/mints/switch-on.ts switchOn 5": LIST,
  "app/ecash/mints/switch-on.ts countOn 1": LIST,
  "app/ecash/issue-token.ts issueToken 4": "a coin of an old copy of the database, see tests/ecash/restore.test.ts",
  "app/ecash/note-solvency.ts noteSolvency 1": WEIGHED,
  "app/ecash/note-solvency.ts noteSolvency 2": WEIGHED,
  "app/ecash/note-solvency.ts noteSolvency 3": WEIGHED,
  "app/ecash/note-solvency.ts ownMintUrl 1": WEIGHED,
  "app/ecash/note-solvency.ts readBoth 1": WEIGHED,
  "app/ecash/note-solvency.ts readBoth 2": WEIGHED,
  "app/ecash/note-solvency.ts heldMsat 1": WEIGHED,
  "app/ecash/note-solvency.ts note 1": WEIGHED,
  "app/ecash/note-solvency.ts note 2": WEIGHED,
  "app/ecash/note-solvency.ts note 3": WEIGHED,
  "app/ecash/note-solvency.ts note 4": WEIGHED,
  "app/ecash/note-solvency.ts note 5": WEIGHED,
  "app/ecash/note-solvency.ts tell 1": WEIGHED,
  "app/ecash/receive-token.ts takeIn 2": AT_ONCE,
  "app/ecash/recovery-words.ts useWords 1": TYPED,
  "app/ecash/recovery-words.ts useWords 2": TYPED,
  "app/ecash/recovery-words.ts useWords 3": TYPED,
  "app/ecash/recovery-words.ts useWords 4": TYPED,
  "app/ecash/restore-from-seed.ts restoreFromSeed 1": TYPED,
  "app/ecash/restore-from-seed.ts restoreFromSeed 2": TYPED,
  "app/ecash/restore-from-seed.ts restoreOrSilent 1": TYPED,
  "app/ecash/restore-from-seed.ts restoreAt 1": TYPED,
  "app/ecash/restore-from-seed.ts restoreAt 2": TYPED,
  "app/ecash/restore-from-seed.ts restoreAt 3": TYPED,
  "app/ecash/restore-from-seed.ts restoreAt 4": TYPED,
  "app/ecash/restore-from-seed.ts askStates 1": TYPED,
  "app/ecash/restore-from-seed.ts askStates 2": TYPED,
  "app/ecash/restore-from-seed.ts askStates 3": TYPED,
  "app/ecash/restore-from-seed.ts heldAt 1": TYPED,
  "app/ecash/restore-from-seed.ts keep 1": TYPED,
  "app/ecash/restore-from-seed.ts keep 2": TYPED,
  "app/ecash/restore-from-seed.ts keep 3": TYPED,
  "app/ecash/restore-from-seed.ts keep 4": TYPED,
  "app/ecash/restore-from-seed.ts keep 5": TYPED,
  "app/ecash/restore-from-seed.ts writeFound 1": TYPED,
  "app/ecash/restore-from-seed.ts drop 1": TYPED,
  "app/ecash/trust-own-mint.ts trustOwnMint 1": OPENING,
  "app/ecash/trust-own-mint.ts trustOwnMint 2": OPENING,
  "app/ecash/trust-own-mint.ts trustOwnMint 3": OPENING,
  "app/ecash/trust-own-mint.ts trustOwnMint 4": OPENING,
  "app/ecash/wallet/seed.ts seedWords 1": OPENING,
  "app/ecash/wallet/seed.ts seedWords 2": OPENING,
  "app/ecash/wallet/seed.ts seedWords 3": OPENING,
  "app/ecash/vouchers/settle-vouchers.ts settleMaking 1":
    "a mint that has turned to new keys meanwhile; nothing comes of it, see tests/ecash/vouchers.test.ts",
  "app/ecash/vouchers/settle-vouchers.ts settleLeaving 1":
    "coins of a voucher that the mint has spent before, as after an old backup; see tests/ecash/vouchers.test.ts",
  "app/ecash/wallet/seed.ts storedWords 1": OPENING,
  "app/ecash/wallet/seed.ts keepWords 1": OPENING,
  "app/orders/erase-left-deliveries.ts eraseLeftDeliveries 2": PEOPLE,
  "app/orders/forget-buyer.ts forgetBuyer 1": PEOPLE,
  "app/orders/forget-buyer.ts forgetBuyer 2": PEOPLE,
  "app/orders/give-to-buyer.ts giveToBuyer 1": PEOPLE,
  "app/orders/give-to-buyer.ts giveToBuyer 2": PEOPLE,
  "app/orders/place.ts place 2": "looks up what the key has placed, after a refusal",
  "app/orders/reserve-stock.ts take 2": "looks whether a sold-out product counts its pieces",
  "app/payments/outgoing/attempt.ts intendAttempt 9": WEIGHED,
  "app/payments/ask-for-rest.ts takeBack 2": "only when a buyer pays an invoice while it is taken back",
  "app/payments/chain/write-output.ts writePlace 3": "a transaction that was gone is seen again",
  "app/payments/open-address.ts otherOf 1": AT_ONCE,
  "app/payments/outgoing/attempt.ts intendAttempt 6": "the same invoice is tried again after it failed for good",
  "app/payments/outgoing/finish-transaction.ts failTransaction 1": "only when somebody else spends the wallet's coins",
  "app/payments/outgoing/finish-transaction.ts failTransaction 2": "only when somebody else spends the wallet's coins",
  "app/payments/outgoing/plan/ask-by-plan.ts giveReason 1": "only says why a plan could not ask",
  "app/payments/outgoing/plan/set-plan.ts tell 2": "a stall without sellers",
  "app/payments/outgoing/withdraw/take-withdrawal.ts isTheSame 1": "looks whether the same wallet asks again",
  "app/payments/receivability/note-shortage.ts noteShortage 1": SHORT,
  "app/payments/receivability/note-shortage.ts noteShortage 2": SHORT,
  "app/payments/receivability/note-shortage.ts noteShortage 3": SHORT,
  "app/payments/receivability/note-shortage.ts keep 1": SHORT,
  "app/payments/receivability/note-shortage.ts keep 2": SHORT,
  "app/payments/receivability/note-shortage.ts keep 3": SHORT,
  "app/payments/receivability/note-shortage.ts tellOwners 1": SHORT,
  "app/payments/receivability/note-shortage.ts tellOwners 2": SHORT,
  "app/payments/receivability/note-shortage.ts close 1": SHORT,
  "app/payments/reconcile/ask-to-reconcile.ts askToReconcile 1": "the owner asks for what comes every hour by itself",
  "app/payments/reconcile/ask-to-reconcile.ts askToReconcile 2": "the owner asks for what comes every hour by itself",
  "app/payments/reconcile/note-looked.ts noteLooked 2": DIFFER,
  "app/payments/reconcile/note-looked.ts noteLooked 3": DIFFER,
  "app/payments/reconcile/note-looked.ts note 1": DIFFER,
  "app/payments/reconcile/note-looked.ts note 2": DIFFER,
  "app/payments/reconcile/note-looked.ts closeOthers 1": DIFFER,
  "app/payments/reconcile/reconcile-books.ts write 2": DIFFER,
  "app/payments/reconcile/tell-owners.ts tellOwners 1": DIFFER,
  "app/payments/reconcile/tell-owners.ts tellOwners 2": DIFFER,
  "app/payments/reconcile/run-state.ts listRuns 1": "a list for a page",
  "app/payments/request-invoice.ts findEarlier 4": "an answer of the node that comes within its own seconds",
  "app/payments/request-invoice.ts findEarlier 5": "an order that ends within the seconds of its first call",
  "app/webhooks/outgoing/record-attempt.ts markFailing 3":
    "a receiver that fails for five days; one that is gone ends the same",
  "app/webhooks/outgoing/send-again.ts redeliver 3": "only makes a message come sooner that waits anyway",
  "app/webhooks/outgoing/send-again.ts hurry 1": "only makes a message come sooner that waits anyway",
  "app/webhooks/outgoing/switch-off.ts whoRuns 2": "a stall without sellers",
};
