import type { Amount } from "./measure/orders.ts";
import type { Sizes } from "./measure/order-list.ts";
import type { Rush } from "./measure/rush.ts";

/** How often each thing is done. */
export interface Amounts {
  starts: number;
  signIns: number;
  orders: Amount;
  peerOrders: Amount;
  payments: number;
  tokens: number;
  pageSeconds: number;
  lists: Sizes & { times: number };
  rush: Rush;
  idleMs: number;
}

/** Enough to judge by; about nine minutes on two cores. */
export const full: Amounts = {
  starts: 5,
  signIns: 90,
  orders: { oneByOne: 300, load: { rounds: 5, perRound: 800, atATime: 16 } },
  peerOrders: { oneByOne: 60, load: { rounds: 3, perRound: 160, atATime: 16 } },
  payments: 100,
  tokens: 100,
  pageSeconds: 10,
  lists: { few: 10_000, many: 1_000_000, times: 200 },
  rush: { perSecond: 50, seconds: 60, answersAfterMs: 2_000, tellingMs: 420_000 },
  idleMs: 5_000,
};

/** Enough to see that everything is measured at all. */
export const quick: Amounts = {
  starts: 2,
  signIns: 40,
  orders: { oneByOne: 30, load: { rounds: 2, perRound: 100, atATime: 16 } },
  peerOrders: { oneByOne: 10, load: { rounds: 1, perRound: 32, atATime: 16 } },
  payments: 10,
  tokens: 10,
  pageSeconds: 2,
  lists: { few: 1_000, many: 100_000, times: 40 },
  rush: { perSecond: 50, seconds: 4, answersAfterMs: 1_000, tellingMs: 60_000 },
  idleMs: 1_000,
};
