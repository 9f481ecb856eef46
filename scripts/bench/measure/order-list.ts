import type { Db } from "../../../app/db/database.ts";
import { countWaiting, listOrders } from "../../../app/orders/list-orders.ts";
import { openManyOrders, stallId } from "../many-orders.ts";
import { inTurn } from "../paced.ts";
import { atMost, short, type Row } from "../row.ts";

const RATIO = 2;
const PAGE = 50;
const WARM_UP = 10;

export interface Sizes {
  few: number;
  many: number;
}

/** What the owner's and a seller's desk ask for, on a small and on a large database; the one that grows most counts. */
export async function measureOrderList(folder: string, { few, many }: Sizes, times: number): Promise<Row> {
  const small = { db: await openManyOrders(folder, few), orders: few };
  const large = { db: await openManyOrders(folder, many), orders: many };
  try {
    const grown: Growth[] = [];
    for (const [name, ask] of Object.entries(questions)) grown.push(await growthOf(name, ask, small, large, times));
    const worst = grown.reduce((a, b) => (b.ratio > a.ratio ? b : a));
    return {
      what: `order list at ${short(many)} orders (${worst.name}), median`,
      measured: `${short(worst.manyMs)} ms`,
      beside: `at ${short(few)}: ${short(worst.fewMs)} ms`,
      ratio: worst.ratio.toFixed(2),
      ...atMost(worst.ratio, RATIO, "×"),
    };
  } finally {
    await Promise.all([small.db.destroy(), large.db.destroy()]);
  }
}

/** A database and how many orders are in it. */
interface Filled {
  db: Db;
  orders: number;
}

type Question = (filled: Filled) => Promise<unknown>;

const questions: Record<string, Question> = {
  "owner's first page": ({ db }) => listOrders(db, { stallId: undefined, limit: PAGE }),
  "owner's middle page": ({ db, orders }) =>
    listOrders(db, { stallId: undefined, before: middleOf(orders), limit: PAGE }),
  "owner's paid orders": ({ db }) => listOrders(db, { stallId: undefined, state: "paid", limit: PAGE }),
  "owner's counts": ({ db }) => countWaiting(db, undefined),
  "seller's first page": ({ db }) => listOrders(db, { stallId: stallId(1), limit: PAGE }),
  "seller's paid orders": ({ db }) => listOrders(db, { stallId: stallId(1), state: "paid", limit: PAGE }),
  "seller's counts": ({ db }) => countWaiting(db, stallId(1)),
};

function middleOf(orders: number): string {
  return `ord_${String(Math.floor(orders / 2)).padStart(26, "0")}`;
}

interface Growth {
  name: string;
  fewMs: number;
  manyMs: number;
  ratio: number;
}

async function growthOf(name: string, ask: Question, small: Filled, large: Filled, times: number): Promise<Growth> {
  const [onFew, onMany] = [() => ask(small), () => ask(large)];
  await inTurn(onFew, onMany, WARM_UP);
  const [fewMs, manyMs] = await inTurn(onFew, onMany, times);
  return { name, fewMs, manyMs, ratio: manyMs / fewMs };
}
