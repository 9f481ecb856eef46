import { setTimeout as wait } from "node:timers/promises";
import { payInvoice } from "../../../scripts/regtest/buyer/pay.ts";
import { apiClient } from "../../support/api-client.ts";
import type { ApiOrder } from "../../support/api-client.ts";
import { LARGE_SAT } from "./market.ts";
import type { Market } from "./market.ts";

/** What people outside have done, by their own account. */
export type Done = {
  ordered: ApiOrder[];
  paidOverLightning: string[];
  paidOnChain: string[];
  /** By id: of those that the shop said yes to. */
  payouts: string[];
  refunds: string[];
};

export const newDone = (): Done => ({ ordered: [], paidOverLightning: [], paidOnChain: [], payouts: [], refunds: [] });

const PAUSE_MS = 100;
const PATIENCE_MS = 60_000;
/** One order in so many is paid on chain, one is left unpaid, and of those on chain one is paid too high. */
const ON_CHAIN = 10;
const UNPAID = 10;
const TOO_HIGH = 2;
const OVER_SAT = 3_000n;

/** Orders and pays until told to stop; a hub that is gone is asked again, with the same key. */
export async function buy(market: Market, done: Done, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const isOnChain = market.dice.oneIn(ON_CHAIN);
    const order = await orderPatiently(market, isOnChain ? "large" : "small");
    if (order === undefined) continue;
    done.ordered.push(order);
    if (market.dice.oneIn(UNPAID)) continue;
    if (isOnChain) await payOnChain(market, done, order);
    else await payOverLightning(market, done, order);
  }
}

async function orderPatiently({ hubs, dice }: Market, title: string): Promise<ApiOrder | undefined> {
  const key = crypto.randomUUID();
  const endsAt = Date.now() + PATIENCE_MS;
  while (Date.now() < endsAt) {
    const api = apiClient(hubs[dice.below(hubs.length)]?.origin ?? "");
    const order = await orderOnce(api, title, key).catch(() => undefined);
    if (order !== undefined) return order;
    await wait(PAUSE_MS);
  }
  return undefined;
}

async function orderOnce(api: ReturnType<typeof apiClient>, title: string, key: string): Promise<ApiOrder | undefined> {
  const product = (await api.products()).find((each) => each.title === title);
  if (product === undefined) return undefined;
  const order = await api.placeOrder(product, key);
  // The node may have been asked and not heard of again: there is nothing to pay with yet.
  return typeof order.charge.lightning?.bolt11 === "string" ? order : undefined;
}

async function payOverLightning({ stack }: Market, done: Done, order: ApiOrder): Promise<void> {
  const paid = await payInvoice(stack.buyer.lnd, order.charge.lightning.bolt11).catch(() => undefined);
  if (paid !== undefined) done.paidOverLightning.push(order.id);
}

async function payOnChain({ purse, dice }: Market, done: Done, order: ApiOrder): Promise<void> {
  const address = order.charge.chain?.address;
  // An address may come later than the order; then the buyer leaves.
  if (address === undefined) return;
  const amountSat = dice.oneIn(TOO_HIGH) ? LARGE_SAT + OVER_SAT : LARGE_SAT;
  const paid = await purse.pay([{ address, amountSat }]).catch(() => undefined);
  if (paid !== undefined) done.paidOnChain.push(order.id);
}

/** Blocks are found all the time. */
export async function mine({ stack }: Market, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await stack.mine(1);
    await wait(3_000, undefined, { signal }).catch(() => undefined);
  }
}
