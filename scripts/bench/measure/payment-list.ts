import type { Db } from "../../../app/db/database.ts";
import { countOwed, listPayments } from "../../../app/payments/list-payments.ts";
import { openManyPayments } from "../many-payments.ts";
import { timed } from "../paced.ts";
import { atMost, short, type Row } from "../row.ts";
import { quantile } from "../statistics.ts";

const P95_MS = 20;
const PAGE = 50;
const WARM_UP = 10;

type Question = (db: Db) => Promise<unknown>;

/** What the owner's page of payments asks for, page by page and through each filter; the slowest one counts. */
export async function measurePaymentList(folder: string, payments: number, times: number): Promise<Row> {
  const db = await openManyPayments(folder, payments);
  try {
    const asked: { name: string; ms: number }[] = [];
    for (const [name, ask] of Object.entries(questionsAt(payments)))
      asked.push({ name, ms: await p95(() => ask(db), times) });
    const worst = asked.reduce((a, b) => (b.ms > a.ms ? b : a));
    return {
      what: `payments at ${short(payments)} (${worst.name}), p95`,
      measured: `${short(worst.ms)} ms`,
      beside: `first page: ${short(asked[0]?.ms ?? 0)} ms`,
      ratio: "",
      ...atMost(worst.ms, P95_MS, "ms"),
    };
  } finally {
    await db.destroy();
  }
}

function questionsAt(payments: number): Record<string, Question> {
  const middle = `pay_${String(Math.floor(payments / 2)).padStart(26, "0")}`;
  return {
    "first page": (db) => listPayments(db, { limit: PAGE }),
    "a middle page": (db) => listPayments(db, { before: middle, limit: PAGE }),
    "on chain": (db) => listPayments(db, { rail: "chain", limit: PAGE }),
    "on chain, a middle page": (db) => listPayments(db, { rail: "chain", before: middle, limit: PAGE }),
    "none by e-cash": (db) => listPayments(db, { rail: "ecash", limit: PAGE }),
    owed: (db) => listPayments(db, { isOwed: true, limit: PAGE }),
    "owed on chain, a middle page": (db) =>
      listPayments(db, { isOwed: true, rail: "chain", before: middle, limit: PAGE }),
    "count of the owed": (db) => countOwed(db),
  };
}

async function p95(ask: () => Promise<unknown>, times: number): Promise<number> {
  const took: number[] = [];
  for (let count = 0; count < WARM_UP + times; count += 1) took.push(await timed(ask));
  return quantile(took.slice(WARM_UP), 950);
}
