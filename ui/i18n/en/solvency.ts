import type { Catalogue } from "../message.ts";

/** What the hub's own mint owes, and what stands behind it. */
export const solvency = {
  title: "What stands behind e-cash",
  open: "What stands behind e-cash",
  lead: "E-cash of your mint is a promise of yours: whoever has some may ask your node for the money at any time.",
  issued: "Given out, of all time",
  redeemed: "Taken back, of all time",
  outstanding: "Outstanding",
  held: "Of it the hub’s own",
  owed: "In other people’s hands",
  reserve: "Kept for it",
  backing: "The node’s channels can send",
  free: "Left for payouts and refunds",
  ratio: "Covered to",
  "ratio.value": "{percent} %",
  "ratio.none": "Nothing is owed",
  looked: "Last looked",
  "looked.note": "It happens by itself every five minutes.",
  figures: "How that is made up",
  "state.covered": "Enough stands behind it",
  "state.covered.text":
    "At least 110 % of what others have in e-cash is in the node’s channels. Payouts and refunds over Lightning never touch that part.",
  "state.low": "Too little was there when it was last looked at",
  "state.low.text":
    "A payment that is just on its way can cause that. If the next look finds it again, e-cash is switched off.",
  "state.short": "Too little stands behind it",
  "state.short.text":
    "E-cash is not offered at checkout, and none is given out, since {time}. Put at least {missing} into the node’s channels, or have others redeem theirs. It is switched on again by itself.",
  "unknown.title": "Nobody has looked yet",
  "unknown.text": "The first look is within five minutes of the start.",
  "off.title": "The mint’s books cannot be read",
  "off.text":
    "Set MINT_RPC to the address of your mint’s management interface. Without it the hub cannot know what other people have, and keeps nothing back for it.",
  "none.title": "The hub has no mint",
  "none.text": "With MINT_URL the hub takes and gives the e-cash of a mint on this node.",
  "statement.title": "What this shows, and what not",
  statement:
    "This is your own statement, by the books of your own mint and your own node. It is no proof of liabilities: whoever runs the mint could have given out e-cash that its books do not show. Part of what channels can send is kept by their reserves, and closing channels takes time.",
} as const satisfies Catalogue;
