import { Pool } from "undici";
import { z } from "zod";
import type { AuthenticatedLnd } from "lightning";
import { coinKit } from "../../../app/gateways/mint/coin-kit.ts";
import { timed } from "../paced.ts";
import { openPeerWallet } from "../peer-wallet.ts";
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
 * A token of ten coins that pays an order, in turn with two who keep no books: the bare swap of ten such coins at the
 * same mint, whose outputs are there before and whose answer nobody looks at, and a wallet of the e-cash library that
 * takes ten such coins as safely as the hub does, with their DLEQs. Orders and tokens are there before the clock runs.
 */
export async function measureToken(parties: TokenParties, times: number): Promise<Row[]> {
  const tokens = await buyTenCoins(parties.issuer, parties.buyer, 3 * (times + WARM_UP));
  const [hubMs, swapMs, walletMs] = await race(parties, tokens);
  return [
    rowOf(hubMs, { name: "bare swap at the mint", took: swapMs }),
    rowOf(hubMs, { name: "received by a wallet of cashu-ts", took: walletMs }),
  ];
}

function rowOf(hubMs: readonly number[], { name, took }: { name: string; took: readonly number[] }): Row {
  const ratio = median(hubMs) / median(took);
  return {
    what: "an order paid with a token of 10 coins, median",
    measured: inMs(hubMs),
    beside: `${name}: ${inMs(took)}`,
    ratio: ratio.toFixed(2),
    ...atMost(ratio, MOST, "×"),
  };
}

function inMs(took: readonly number[]): string {
  return `${short(median(took))} ms (p95 ${short(quantile(took, 950))})`;
}

/** In ms; of each three tokens one is brought to the hub, one to the mint, and one to the wallet. */
async function race(parties: TokenParties, tokens: readonly Coins[]): Promise<[number[], number[], number[]]> {
  const { origin, issuer } = parties;
  const third = tokens.length / 3;
  const deliveries = await deliveriesOf(parties, tokens.slice(0, third));
  const swaps = tokens.slice(third, 2 * third).map((coins) => swapOf(coins, issuer));
  const wallet = await openPeerWallet(issuer.mint.url);
  const texts = tokens.slice(2 * third).map((proofs) => coinKit.write({ mint: issuer.mint.url, proofs }));
  const pool = new Pool(origin, { connections: 1 });
  const took: [number[], number[], number[]] = [[], [], []];
  try {
    for (const [place, delivery] of deliveries.entries()) {
      took[0].push(await timed(() => deliver(pool, delivery)));
      const swap = swaps[place] ?? { inputs: [], outputs: [] };
      took[1].push(await timed(() => swapBare(issuer, swap)));
      took[2].push(await timed(() => wallet(texts[place] ?? "")));
    }
  } finally {
    await pool.close();
  }
  return [took[0].slice(WARM_UP), took[1].slice(WARM_UP), took[2].slice(WARM_UP)];
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
