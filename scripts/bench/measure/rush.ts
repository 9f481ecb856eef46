import { setTimeout as wait } from "node:timers/promises";
import { Pool } from "undici";
import { startHub } from "../hub.ts";
import { watchMemory } from "../resident.ts";
import { atMost, short, type Row } from "../row.ts";
import { lookAt, rushHub, type Left } from "../rush-hub.ts";
import { openShopper, type PlacedOrder, type Shopper } from "../shopper.ts";
import { openSlowReceiver } from "../slow-receiver.ts";
import { quantile } from "../statistics.ts";
import type { Goods } from "../stall.ts";

/** So many orders a second, each paid at once, and what their seller's program takes to answer. */
export interface Rush {
  perSecond: number;
  seconds: number;
  answersAfterMs: number;
  /** How long the messages may take that are left at the end. */
  tellingMs: number;
}

const CONNECTIONS = 32;
const P99_MS = 100;
const MEMORY_MB = 220;
const PRICE_MSAT = 1_000_000n;

/** On a sandbox of its own: the hub's work, without a node's. */
export async function measureRush(dataDir: string, rush: Rush): Promise<Row[]> {
  const receiver = await openSlowReceiver(rush.answersAfterMs);
  const goods = await rushHub(dataDir, receiver.url);
  const settings = { MODE: "sandbox", DATA_DIR: dataDir, DEMO: "0", RATE_LIMIT_FACTOR: "1000000" } as const;
  const hub = await startHub({ ...settings, OUTGOING_ALLOW: receiver.allowed }, `${dataDir}.log`);
  const memory = watchMemory(hub.pid);
  try {
    const { times, orders } = await memory.during("rush", () => sell(hub.origin, goods, rush));
    const toldWithinMs = await memory.during("telling", () => untilTold(receiver.orders, orders, rush.tellingMs));
    await hub.stop();
    const missing = orders.filter((id) => !receiver.orders.has(id)).length;
    const lost = faultsIn(await lookAt(dataDir), orders) + missing;
    return rows(rush, { times, lost, toldWithinMs, mb: Math.max(...memory.highestMb.values()) });
  } finally {
    await hub.stop().catch(() => undefined);
    receiver.close();
  }
}

/** Orders are due at an even pace, whether or not the last one is placed; each is timed from that moment. */
async function sell(origin: string, goods: Goods, { perSecond, seconds }: Rush) {
  const shopper = openShopper(origin, goods, CONNECTIONS);
  const buyer = new Pool(origin, { connections: CONNECTIONS });
  const times: number[] = [];
  const sold: Promise<string>[] = [];
  try {
    const startedAtMs = performance.now();
    for (let count = 0; count < perSecond * seconds; count += 1) {
      const dueAtMs = startedAtMs + (count * 1_000) / perSecond;
      if (dueAtMs > performance.now()) await wait(dueAtMs - performance.now());
      const order = placeAndPay(shopper, buyer, () => times.push(performance.now() - dueAtMs));
      order.catch(() => undefined);
      sold.push(order);
    }
    return { orders: await Promise.all(sold), times };
  } finally {
    await Promise.all([shopper.close(), buyer.close()]);
  }
}

async function placeAndPay(shopper: Shopper, buyer: Pool, placed: () => void): Promise<string> {
  const order = await shopper.order();
  placed();
  await pay(buyer, order);
  return order.id;
}

async function pay(buyer: Pool, { bolt11 }: PlacedOrder): Promise<void> {
  const { statusCode, body } = await buyer.request({
    method: "POST",
    path: "/sandbox/pay",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ bolt11 }),
  });
  const text = await body.text();
  if (statusCode !== 200) throw new Error(`the sandbox answered ${statusCode}: ${text}`);
}

async function untilTold(told: ReadonlySet<string>, orders: readonly string[], withinMs: number): Promise<number> {
  const startedAtMs = performance.now();
  while (told.size < orders.length && performance.now() - startedAtMs < withinMs) await wait(100);
  // The hub writes down the last answers.
  await wait(1_000);
  return performance.now() - startedAtMs;
}

/** How many things are not as they must be: orders unpaid, messages unsent, books that do not add up. */
function faultsIn(left: Left, orders: readonly string[]): number {
  const unpaid = orders.filter((id) => !left.paid.has(id)).length;
  const isUnsound = left.sumMsat !== 0n || left.revenueMsat !== BigInt(orders.length) * PRICE_MSAT;
  return unpaid + left.unsent + (isUnsound ? 1 : 0);
}

type Rushed = { times: readonly number[]; lost: number; toldWithinMs: number; mb: number };

function rows(rush: Rush, { times, lost, toldWithinMs, mb }: Rushed): Row[] {
  const what = `${rush.perSecond} orders a second for ${rush.seconds} s, paid and told to a slow receiver`;
  const [p50, p99] = [quantile(times, 500), quantile(times, 990)];
  const later = `the last told ${short(toldWithinMs / 1_000)} s later`;
  return [
    {
      what: `${what}: placing, p99`,
      measured: `${short(p99)} ms`,
      beside: `median: ${short(p50)} ms`,
      ...judged(p99, P99_MS, "ms"),
    },
    {
      what: "the same: lost, unpaid, unsent or unsound",
      measured: short(lost),
      beside: later,
      ...judged(lost, 0, "of all"),
    },
    {
      what: "the same: resident memory, highest",
      measured: `${short(mb)} MB`,
      beside: "",
      ...judged(mb, MEMORY_MB, "MB"),
    },
  ];
}

function judged(figure: number, limit: number, unit: string) {
  return { ratio: "", ...atMost(figure, limit, unit) };
}
