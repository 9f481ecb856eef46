import { Pool } from "undici";
import { z } from "zod";
import type { AuthenticatedLnd } from "lightning";
import { timed } from "../paced.ts";
import { atMost, short, type Row } from "../row.ts";
import { openShopper } from "../shopper.ts";
import type { Goods } from "../stall.ts";
import { median, quantile } from "../statistics.ts";
import { buyTenCoins, swapOf, type Coins, type Issuer } from "../ten-coins.ts";

const MOST = 1.2;
const WARM_UP = 10;

export interface TokenParties {
  origin: string;
  goods: Goods;
  issuer: Issuer;
  buyer: AuthenticatedLnd;
}

const Taken = z.object({ state: z.string(), amountMsat: z.string() });

/**
 * A token of ten coins that pays an order, in turn with what no hub can go without: the bare swap of ten such coins for
 * as many new ones at the same mint. Orders, tokens and the outputs of the bare swap are there before the clock runs.
 */
export async function measureToken(parties: TokenParties, times: number): Promise<Row> {
  const { issuer, buyer } = parties;
  const tokens = await buyTenCoins(issuer, buyer, 2 * (times + WARM_UP));
  const [hubMs, mintMs] = await race(parties, tokens);
  const [hub, mint] = [hubMs.slice(WARM_UP), mintMs.slice(WARM_UP)];
  const ratio = median(hub) / median(mint);
  return {
    what: "an order paid with a token of 10 coins, median",
    measured: `${short(median(hub))} ms (p95 ${short(quantile(hub, 950))})`,
    beside: `bare swap at the mint: ${short(median(mint))} ms (p95 ${short(quantile(mint, 950))})`,
    ratio: ratio.toFixed(2),
    ...atMost(ratio, MOST, "×"),
  };
}

/** In ms; of each pair of tokens one is brought to the hub and one to the mint. */
async function race(parties: TokenParties, tokens: readonly Coins[]) {
  const { origin, issuer } = parties;
  const half = tokens.length / 2;
  const deliveries = await deliveriesOf(parties, tokens.slice(0, half));
  const swaps = tokens.slice(half).map((coins) => swapOf(coins, issuer));
  const pool = new Pool(origin, { connections: 1 });
  const [hubMs, mintMs]: [number[], number[]] = [[], []];
  try {
    for (const [place, delivery] of deliveries.entries()) {
      hubMs.push(await timed(() => deliver(pool, delivery)));
      const swap = swaps[place] ?? { inputs: [], outputs: [] };
      mintMs.push(await timed(() => swapBare(issuer, swap)));
    }
  } finally {
    await pool.close();
  }
  return [hubMs, mintMs] as const;
}

interface Delivery {
  path: string;
  body: string;
}

/** Each for an order of its own, which its price is. */
async function deliveriesOf({ origin, goods, issuer }: TokenParties, tokens: readonly Coins[]): Promise<Delivery[]> {
  const shopper = openShopper(origin, goods, 1);
  try {
    const deliveries: Delivery[] = [];
    for (const coins of tokens) deliveries.push(deliveryOf((await shopper.order()).chargeId, issuer, coins));
    return deliveries;
  } finally {
    await shopper.close();
  }
}

/** As a wallet answers a payment request (NUT-18). */
function deliveryOf(chargeId: string, { mint }: Issuer, coins: Coins): Delivery {
  const proofs = coins.map(({ keysetId: id, amountMsat, secret, signature: C, dleq }) => ({
    id,
    amount: Number(amountMsat / 1_000n),
    secret,
    C,
    dleq,
  }));
  return {
    path: `/api/v1/charges/${chargeId}/ecash`,
    body: JSON.stringify({ mint: mint.url, unit: "sat", proofs }),
  };
}

async function deliver(pool: Pool, { path, body }: Delivery): Promise<void> {
  const answer = await pool.request({ method: "POST", path, headers: { "content-type": "application/json" }, body });
  const text = await answer.body.text();
  if (answer.statusCode !== 200) throw new Error(`the hub answered ${answer.statusCode}: ${text}`);
  const { state } = Taken.parse(JSON.parse(text));
  if (state !== "done") throw new Error(`the token is ${state}, not taken`);
}

async function swapBare({ mint }: Issuer, swap: ReturnType<typeof swapOf>): Promise<void> {
  const answer = await mint.swap(swap);
  if (answer.kind === "refused") throw new Error(`the mint swaps nothing: ${answer.reason}`);
}
