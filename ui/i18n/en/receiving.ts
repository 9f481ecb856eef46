import type { Catalogue } from "../message.ts";

/** What can arrive over Lightning: said to buyers when it is too little, and to the owner always. */
export const receiving = {
  "order.chain.title": "This amount has to come on-chain",
  "order.chain.text":
    "The shop’s Lightning node has too little room to receive it right now. Pay on-chain; you need not do anything else.",
  "order.none.title": "This may be too much for Lightning right now",
  "order.none.text":
    "The shop’s node has too little room to receive this amount. If your wallet finds no way, nothing leaves it; try again later. The shop has been told.",
  title: "Receiving over Lightning",
  now: "Can arrive now",
  largest: "In one part",
  waiting: "Open orders wait for",
  used: "Wanted by open orders",
  "used.words": "{waiting} / {receivable}",
  unknown:
    "The node does not say what can arrive. Give the hub the “monitor” macaroon, or look whether LND answers; until then Lightning is offered for every amount.",
  "short.title": "An order over {wanted} cannot arrive over Lightning",
  "short.text":
    "At most {receivable} can arrive, so {missing} are missing, and its buyer is offered the other ways to pay. Ask a node that is well connected to open a channel to yours, or pay out over Lightning what is due to sellers: what leaves makes room. This goes away by itself.",
} as const satisfies Catalogue;
