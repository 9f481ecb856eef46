import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { createInvoice } from "lightning";
import { bakeMacaroons } from "../regtest/hub/bake-macaroons.ts";
import { hubSettings, type HubSettings } from "../regtest/hub/settings.ts";
import type { Stack } from "../regtest/stack.ts";
import type { Amounts } from "./amounts.ts";
import { startHub, type Hub } from "./hub.ts";
import { startLnbits } from "./lnbits.ts";
import { memoryRows } from "./measure/memory.ts";
import { measureOrderList } from "./measure/order-list.ts";
import { measureOrders } from "./measure/orders.ts";
import { measureProductPage } from "./measure/product-page.ts";
import { measureSettlement } from "./measure/settlement.ts";
import { measureStart } from "./measure/start.ts";
import { residentMb, watchMemory } from "./resident.ts";
import type { Row } from "./row.ts";
import { openShopper, type Shopper } from "./shopper.ts";
import { stockHub, type Goods } from "./stall.ts";

export interface Plan {
  amounts: Amounts;
  withPeer: boolean;
  say: (what: string) => void;
}

const AT_A_TIME = 16;

/** Every row of the table, on one stack and mostly on one hub. */
export async function measureAll(stack: Stack, plan: Plan): Promise<Row[]> {
  const scratch = mkdtempSync(join(tmpdir(), "satoshop-bench-"));
  try {
    const settings = await benchSettings(stack);
    const goods = await stockHub(settings.DATA_DIR ?? "");
    const start = () => startHub(settings, join(scratch, "hub.log"));
    plan.say("how long a start takes");
    const starts = await measureStart(start, plan.amounts.starts);
    const onHub = await measureHub(await start(), goods, stack, plan, scratch);
    plan.say("order lists");
    const list = await measureOrderList(scratch, plan.amounts.lists, plan.amounts.lists.times);
    return [...onHub, starts, list];
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** Everything comes from one address here, hence the limits far away; the rest is as the owner has it. */
async function benchSettings(stack: Stack): Promise<HubSettings> {
  const settings = hubSettings(stack, await bakeMacaroons(stack.folder, stack.shop));
  return { ...settings, DEMO: "0", RATE_LIMIT_FACTOR: "1000000" };
}

async function measureHub(hub: Hub, goods: Goods, stack: Stack, plan: Plan, scratch: string): Promise<Row[]> {
  plan.say("memory at rest");
  await wait(plan.amounts.idleMs);
  const idleMb = residentMb(hub.pid);
  const memory = watchMemory(hub.pid);
  const shopper = openShopper(hub.origin, goods, AT_A_TIME);
  try {
    const rows = [
      ...(await ordersBesideLnd(shopper, stack, plan)),
      ...(plan.withPeer ? await ordersBesidePeer(shopper, stack, plan, scratch) : []),
      await settlement(hub, shopper, stack, plan),
      ...(await productPage(hub, goods, plan)),
    ];
    return [...rows, ...memoryRows(idleMb, memory.highestMb(), stack.pids().shop)];
  } finally {
    memory.stop();
    await shopper.close();
    await hub.stop();
  }
}

/** The limit: nothing that asks this LND for an invoice can be faster than only asking for it. */
async function ordersBesideLnd(shopper: Shopper, { shop }: Stack, { amounts, say }: Plan): Promise<Row[]> {
  say("orders beside bare invoices");
  const makeInvoice = () => createInvoice({ lnd: shop.lnd, mtokens: "1000000" });
  const opponent = { name: "bare createInvoice", makeInvoice, budget: { medianRatio: 1.3, throughputRatio: 0.85 } };
  return measureOrders(shopper.order, opponent, amounts.orders);
}

async function ordersBesidePeer(
  shopper: Shopper,
  { shop }: Stack,
  { amounts, say }: Plan,
  scratch: string,
): Promise<Row[]> {
  say("orders beside LNbits");
  const lnbits = await startLnbits(shop, scratch, AT_A_TIME);
  try {
    return await measureOrders(
      shopper.order,
      { ...lnbits, budget: { medianRatio: 1, throughputRatio: 1 } },
      amounts.peerOrders,
    );
  } finally {
    await lnbits.stop();
  }
}

async function settlement(
  { origin }: Hub,
  shopper: Shopper,
  { shop, buyer }: Stack,
  { amounts, say }: Plan,
): Promise<Row> {
  say("from LND's event to the page");
  return measureSettlement({ origin, shopper, shop: shop.lnd, buyer: buyer.lnd }, amounts.payments);
}

async function productPage({ origin }: Hub, { productId }: Goods, { amounts, say }: Plan): Promise<Row[]> {
  say("the page of a product");
  return measureProductPage(`${origin}/products/${productId}`, amounts.pageSeconds);
}
