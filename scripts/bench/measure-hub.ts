import { setTimeout as wait } from "node:timers/promises";
import { createInvoice } from "lightning";
import type { Stack } from "../regtest/stack.ts";
import type { Amounts } from "./amounts.ts";
import type { Hub } from "./hub.ts";
import { startLnbits } from "./lnbits.ts";
import { memoryRows } from "./measure/memory.ts";
import { measureOrders } from "./measure/orders.ts";
import { measureProductPage } from "./measure/product-page.ts";
import { measureSettlement } from "./measure/settlement.ts";
import { residentMb, watchMemory } from "./resident.ts";
import type { Row } from "./row.ts";
import { openShopper } from "./shopper.ts";
import type { Goods } from "./stall.ts";

export interface Plan {
  amounts: Amounts;
  withPeer: boolean;
  say: (what: string) => void;
}

/** A hub in service: its process, what it sells, and the network around it. */
export interface Service {
  hub: Hub;
  goods: Goods;
  stack: Stack;
  /** For what the peer writes. */
  scratch: string;
}

/** Whoever places orders and asks for invoices, as many at a time as are measured. */
type Buying = Service & { order: () => Promise<unknown> };

const AT_A_TIME = 16;

/** Everything that is measured on one running hub. */
export async function measureHub(service: Service, plan: Plan): Promise<Row[]> {
  const { hub, goods, stack } = service;
  plan.say("memory at rest");
  await wait(plan.amounts.idleMs);
  const idleMb = residentMb(hub.pid);
  const memory = watchMemory(hub.pid);
  const shopper = openShopper(hub.origin, goods, AT_A_TIME);
  try {
    const buying = { ...service, order: shopper.order };
    const rows = await memory.during("orders", () => ordersBesideOthers(buying, plan));
    plan.say("from LND's event to the page");
    const parties = { origin: hub.origin, shopper, shop: stack.shop.lnd, buyer: stack.buyer.lnd };
    rows.push(await memory.during("payments", () => measureSettlement(parties, plan.amounts.payments)));
    plan.say("the page of a product");
    const page = `${hub.origin}/products/${goods.productId}`;
    rows.push(...(await memory.during("pages", () => measureProductPage(page, plan.amounts.pageSeconds))));
    return [...rows, ...memoryRows(idleMb, memory, stack.pids().shop)];
  } finally {
    await shopper.close();
  }
}

async function ordersBesideOthers(buying: Buying, plan: Plan): Promise<Row[]> {
  const besideLnd = await ordersBesideLnd(buying, plan);
  return plan.withPeer ? [...besideLnd, ...(await ordersBesidePeer(buying, plan))] : besideLnd;
}

/** The limit: nothing that asks this LND for an invoice can be faster than only asking for it. */
async function ordersBesideLnd({ order, stack }: Buying, { amounts, say }: Plan): Promise<Row[]> {
  say("orders beside bare invoices");
  const makeInvoice = () => createInvoice({ lnd: stack.shop.lnd, mtokens: "1000000" });
  const opponent = { name: "bare createInvoice", makeInvoice, budget: { medianRatio: 1.3, throughputRatio: 0.85 } };
  return measureOrders(order, opponent, amounts.orders);
}

async function ordersBesidePeer({ order, stack, scratch }: Buying, { amounts, say }: Plan): Promise<Row[]> {
  say("orders beside LNbits");
  const lnbits = await startLnbits(stack.shop, scratch, AT_A_TIME);
  const budget = { medianRatio: 1, throughputRatio: 1 };
  try {
    return await measureOrders(order, { ...lnbits, budget }, amounts.peerOrders);
  } finally {
    await lnbits.stop();
  }
}
