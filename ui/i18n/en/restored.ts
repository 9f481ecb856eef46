import type { Catalogue } from "../message.ts";

/** A hub that came back from a backup, until its owner lets money leave again. */
export const restored = {
  title: "Outgoing money is halted",
  text: "The hub came back from a backup of {backup}. What it paid after that is in no book here, so payouts, refunds and vouchers wait until you lift this.",
  open: "Compare and lift",
  outgoing: "The hub came back from a backup. Everything here waits until the owner lifts that under “Books and node”.",
  backup: "Backup from",
  back: "Restored",
  waiting: "Waiting to be sent",
  "look-paid": "Of these, look paid already",
  unseen: "Of these, on chain or as e-cash",
  "step.compare": "Press “Compare now” and wait until it has finished.",
  "step.compared": "The books were compared since.",
  "step.paid":
    "Below are payments that the node has made since, and that the books do not know. Say which of them was a payout or refund that waits here. The others may be payouts that were asked for after the backup: take them up with their seller.",
  "step.unseen":
    "Whether something went on chain or as e-cash, the hub cannot see. Look into your node’s wallet for the addresses under “Outgoing”, ask whoever was to have the e-cash, and take back what has gone.",
  "step.coins": "E-cash that was spent since is found by asking its mint, which happens by itself every ten minutes.",
  lift: "Let money leave again",
  lifted: "Money leaves again. What waits goes out within a minute.",
  booked: "It is booked as paid.",
  "is-it": "It was this payment: book it as paid",
  "is-it.text":
    "Something of exactly this amount waits to be sent. If it was something else, take back what waits under “Outgoing” and have it asked for anew.",
  "act.sending.resumed": "Let money leave again after a return from a backup",
  "act.payment.recognized": "Booked a payment that was made after the backup",
} as const satisfies Catalogue;
