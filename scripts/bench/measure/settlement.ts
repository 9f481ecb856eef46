import { subscribeToInvoices, type AuthenticatedLnd } from "lightning";
import { payInvoice } from "../../regtest/buyer/pay.ts";
import { openPage } from "../open-page.ts";
import { atMost, short, type Row } from "../row.ts";
import type { Shopper } from "../shopper.ts";
import { median, quantile } from "../statistics.ts";

const BUDGET_MS = 150;

export interface Parties {
  origin: string;
  shopper: Shopper;
  shop: AuthenticatedLnd;
  buyer: AuthenticatedLnd;
}

/** From the shop's LND reporting a payment to the buyer's page showing "paid", seen by one process with one clock. */
export async function measureSettlement(parties: Parties, payments: number): Promise<Row> {
  const node = watchSettled(parties.shop);
  const [delaysMs, paymentsMs]: [number[], number[]] = [[], []];
  try {
    for (let count = 0; count < payments; count += 1) {
      const { delayMs, paymentMs } = await payOne(parties, node.settledAt);
      delaysMs.push(delayMs);
      paymentsMs.push(paymentMs);
    }
  } finally {
    node.stop();
  }
  const p95 = quantile(delaysMs, 950);
  return {
    what: "LND's settle event to the page's \"paid\", p95",
    measured: `${short(p95)} ms`,
    beside: `the payment itself: ${short(median(paymentsMs))} ms`,
    ratio: "",
    ...atMost(p95, BUDGET_MS, "ms"),
  };
}

type SettledAt = (paymentHash: string) => Promise<number>;

async function payOne(
  { origin, shopper, buyer }: Parties,
  settledAt: SettledAt,
): Promise<{ delayMs: number; paymentMs: number }> {
  const order = await shopper.order();
  const page = await openPage(origin, order);
  try {
    const settled = settledAt(order.paymentHash);
    const startedAtMs = performance.now();
    await payInvoice(buyer, order.bolt11);
    const paymentMs = performance.now() - startedAtMs;
    const [nodeAtMs, pageAtMs] = await Promise.all([settled, page.paidAtMs]);
    return { delayMs: pageAtMs - nodeAtMs, paymentMs };
  } finally {
    page.close();
  }
}

/** Notes when the node reports each settlement; what was reported before anybody asked is kept. */
function watchSettled(lnd: AuthenticatedLnd): { settledAt: SettledAt; stop: () => void } {
  const moments = new Map<string, PromiseWithResolvers<number>>();
  const momentOf = (hash: string) => {
    const moment = moments.get(hash) ?? Promise.withResolvers<number>();
    moments.set(hash, moment);
    return moment;
  };
  const stream = subscribeToInvoices({ lnd });
  stream.on("error", (error: unknown) => {
    for (const { reject } of moments.values()) reject(error);
  });
  stream.on("invoice_updated", (invoice: { id: string; is_confirmed: boolean }) => {
    if (invoice.is_confirmed) momentOf(invoice.id).resolve(performance.now());
  });
  return { settledAt: (hash) => momentOf(hash).promise, stop: () => stream.removeAllListeners() };
}
