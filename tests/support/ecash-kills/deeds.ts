import * as assert from "uvu/assert";
import { msat } from "../../../app/domain/money.ts";
import { isRefused } from "../../../app/domain/refusal.ts";
import { askPayout } from "../../../app/payments/outgoing/ask-payout.ts";
import { askRefund } from "../../../app/payments/outgoing/ask-refund.ts";
import type { OrderWithInvoice } from "../shop.ts";
import type { Market } from "./market.ts";
import type { Deed } from "./orders.ts";

/** One thing that a hub is asked for, the same however often, and what is true once it was done. */
export type Asked = { deed: Deed; assertDoneOnce(when: string): Promise<void> };

export type KindOfDeed = {
  title: string;
  ask(market: Market): Promise<Asked>;
  /** Between these the hub must have been killed, or the deed was not done as it is said to be. */
  comesTo: readonly string[];
  /** When most is open: a mint has done what it was asked, and nobody has read its answer. */
  worst: string;
};

const asked = (path: string) => [`${path} is about to be asked`, `${path} has answered`];

/** The hub swaps coins of its own mint: its buyer's for its own. */
const receiving: KindOfDeed = {
  title: "a token of the hub's own mint is received",
  comesTo: asked("/v1/swap"),
  worst: "/v1/swap has answered",
  ask: async (market) => {
    const order = await market.order(20n);
    const token = await market.buy(market.own, 20n);
    return {
      deed: { kind: "bring", chargeId: order.chargeId, token },
      assertDoneOnce: async (when) => assert.equal(await credits(market, order), [20_000n], `${when}: credits`),
    };
  },
};

/** The other mint pays an invoice of the hub's mint, which issues. */
const exchanging: KindOfDeed = {
  title: "a token of another mint is exchanged",
  comesTo: ["/v1/mint/quote/bolt11", "/v1/melt/quote/bolt11", "/v1/melt/bolt11", "/v1/mint/bolt11"].flatMap(asked),
  worst: "/v1/melt/bolt11 has answered",
  ask: async (market) => {
    const order = await market.order(200n);
    const token = await market.buy(market.other, 206n);
    return {
      deed: { kind: "bring", chargeId: order.chargeId, token },
      assertDoneOnce: async (when) => {
        const [sum = 0n, ...more] = await credits(market, order);
        assert.equal(more, [], `${when}: it was credited again`);
        assert.ok(sum >= 200_000n && sum < 206_000n, `${when}: credited ${sum}`);
      },
    };
  },
};

/** An order over so many sats, paid with a token over 31: what is given is given out of these coins. */
async function paidWith31(market: Market, sat: bigint): Promise<{ orderId: string }> {
  const order = await market.order(sat);
  const deed = { kind: "bring", chargeId: order.chargeId, token: await market.buy(market.own, 31n) } as const;
  assert.equal(await market.hub.tell({ deed }), { kind: "done", said: "done" });
  return order;
}

/** Coins of the hub's become a token for a buyer, and its change. */
const giving: KindOfDeed = {
  title: "a refund is given as a token",
  comesTo: asked("/v1/swap"),
  worst: "/v1/swap has answered",
  ask: async (market) => {
    const { orderId } = await paidWith31(market, 20n);
    const request = { orderId, amountMsat: msat(11_000n), destination: E_CASH, by: "buyer" } as const;
    const refund = await askRefund(market.shop, request);
    if (isRefused(refund)) throw new Error(`refused: ${refund.reason}`);
    return {
      deed: { kind: "recover" },
      assertDoneOnce: async (when) => assert.equal(await given(market, refund.id), ["sent 11000 ready"], when),
    };
  },
};

/** The same for a seller, out of what the stall is owed. */
const payingOut: KindOfDeed = {
  title: "a payout is given as a token",
  comesTo: asked("/v1/swap"),
  worst: "/v1/swap has answered",
  ask: async (market) => {
    await paidWith31(market, 31n);
    const { stallId } = market.shop;
    const request = { stallId, amountMsat: msat(11_000n), destination: E_CASH, by: { personId: "per_1" } } as const;
    const payout = await askPayout({ ...market.shop, refuseToken: async () => undefined }, request);
    if (isRefused(payout)) throw new Error(`refused: ${payout.reason}`);
    return {
      deed: { kind: "recover" },
      assertDoneOnce: async (when) => assert.equal(await given(market, payout.id), ["sent 11000 ready"], when),
    };
  },
};

const E_CASH = { kind: "ecash", text: "" } as const;

export const DEEDS: readonly KindOfDeed[] = [receiving, giving, payingOut, exchanging];

/** Of an order that is paid; of any other none counts. */
async function credits({ shop: { db } }: Market, { orderId }: OrderWithInvoice): Promise<bigint[]> {
  const rows = await db
    .selectFrom("payment")
    .innerJoin("orders", "orders.id", "payment.order_id")
    .where("orders.id", "=", orderId)
    .where("orders.state", "=", "paid")
    .select("payment.amount_msat")
    .execute();
  return rows.map(({ amount_msat }) => amount_msat);
}

async function given({ shop: { db } }: Market, outgoingId: string): Promise<string[]> {
  const rows = await db
    .selectFrom("outgoing")
    .innerJoin("ecash_token", "ecash_token.subject", "outgoing.id")
    .where("outgoing.id", "=", outgoingId)
    .select(["outgoing.state as outgoing", "ecash_token.state", "ecash_token.amount_msat"])
    .execute();
  return rows.map(({ outgoing, state, amount_msat }) => `${outgoing} ${amount_msat} ${state}`);
}
