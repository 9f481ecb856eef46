import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as assert from "uvu/assert";
import { openSqlite } from "../../app/db/sqlite.ts";
import { balances } from "../../app/payments/balances.ts";
import { overpayInvoice, payInvoice } from "../../scripts/regtest/buyer/pay.ts";
import { bakeMacaroons } from "../../scripts/regtest/hub/bake-macaroons.ts";
import { hubSettings } from "../../scripts/regtest/hub/settings.ts";
import { sharedStack } from "../../scripts/regtest/stack.ts";
import { until } from "../../scripts/regtest/stack/until.ts";
import { apiClient } from "../support/api-client.ts";
import type { ApiClient, ApiOrder } from "../support/api-client.ts";
import { startFlappingProxy } from "../support/flapping-proxy.ts";
import type { FlappingProxy } from "../support/flapping-proxy.ts";
import { startHub } from "../support/hub-process.ts";
import type { HubProcess } from "../support/hub-process.ts";
import { seedCatalog } from "../support/seed-catalog.ts";
import { suite } from "../support/suite.ts";

const test = suite("regtest/purchase");
const shared = sharedStack();
const dataDir = mkdtempSync(join(tmpdir(), "satoshop-purchase-"));
let opened: Promise<{ hub: HubProcess; api: ApiClient; proxy: FlappingProxy }> | undefined;

/** The hub on the shop's LND, reached through a line that tests can cut. */
function shop() {
  opened ??= open();
  return opened;
}

async function open() {
  const stack = await shared.get();
  const proxy = await startFlappingProxy(Number(stack.shop.socket.split(":")[1]));
  await seedCatalog(dataDir);
  const settings = {
    ...hubSettings(stack, await bakeMacaroons(stack.folder, stack.shop)),
    DATA_DIR: dataDir,
    DEMO: "0",
  };
  const hub = await startHub({ ...settings, LND_SOCKET: `localhost:${proxy.port}` });
  return { hub, api: apiClient(hub.origin), proxy };
}

test.after(async () => {
  const running = await opened;
  await running?.hub.stop();
  await running?.proxy.close();
  await shared.stop();
});

async function newOrder(): Promise<ApiOrder> {
  const { api } = await shop();
  const [product] = await api.products();
  if (product === undefined) throw new Error("the shop sells nothing");
  return api.placeOrder(product);
}

async function untilPaid(order: ApiOrder, withinMs = 20_000): Promise<ApiOrder> {
  const { api } = await shop();
  return until(`order ${order.id} is paid`, withinMs, async () => {
    const now = await api.readOrder(order).catch(() => undefined);
    return now?.state === "paid" ? now : undefined;
  });
}

const payFromBuyer = async (order: ApiOrder) =>
  payInvoice((await shared.get()).buyer.lnd, order.charge.lightning.bolt11);

/** Reads the hub's own database beside it: one payment for each of these orders, and books that sum to zero. */
async function assertPaidOnce(orders: readonly ApiOrder[]): Promise<void> {
  const db = openSqlite(join(dataDir, "hub.sqlite"));
  try {
    const rows = await db.selectFrom("payment").select(["order_id", "amount_msat"]).execute();
    for (const order of orders) {
      const own = rows.filter((row) => row.order_id === order.id);
      assert.equal(
        own.map((row) => row.amount_msat),
        [BigInt(order.totalMsat)],
        `payments of ${order.id}`,
      );
    }
    const sums = await balances(db);
    assert.is(
      [...sums.values()].reduce((total, sum) => total + sum, 0n),
      0n,
    );
    assert.is(
      sums.get("asset:lightning"),
      rows.reduce((total, row) => total + row.amount_msat, 0n),
    );
  } finally {
    await db.destroy();
  }
}

test(
  "the buyer's node pays the order's invoice and the order turns paid",
  async () => {
    const order = await newOrder();
    assert.match(order.charge.lightning.bolt11, /^lnbcrt/);
    await payFromBuyer(order);
    const paid = await untilPaid(order);
    assert.equal([paid.paidMsat, paid.refundableMsat], [order.totalMsat, "0"]);
    await assertPaidOnce([order]);
  },
  { timeoutMs: 120_000 },
);

test(
  "what the buyer pays too much is shown as refundable",
  async () => {
    const order = await newOrder();
    await overpayInvoice(
      (await shared.get()).buyer.lnd,
      order.charge.lightning.bolt11,
      String(BigInt(order.totalMsat) + 7_000n),
    );
    assert.is((await untilPaid(order)).refundableMsat, "7000");
  },
  { timeoutMs: 60_000 },
);

test(
  "a hub killed before, during and after the payment still has each order paid exactly once",
  async () => {
    const { hub } = await shop();
    const orders: ApiOrder[] = [];
    for (let round = 0; round < 4; round += 1) {
      const [before, during, after] = [await newOrder(), await newOrder(), await newOrder()];
      await payFromBuyer(after);
      const paying = payFromBuyer(during);
      await hub.kill();
      await paying;
      await payFromBuyer(before);
      await hub.start();
      orders.push(before, during, after);
      for (const order of [before, during, after]) await untilPaid(order);
    }
    await assertPaidOnce(orders);
  },
  { timeoutMs: 180_000 },
);

test(
  "a thousand orders over a line that keeps breaking lose nothing",
  async () => {
    const { proxy } = await shop();
    const orders: ApiOrder[] = [];
    let cuts = 0;
    // Long enough for a busy machine to shake hands and ask once between two cuts.
    const flapping = setInterval(() => (cuts += proxy.cut()), 1_500);
    const buyer = async () => {
      while (orders.length < 1_000) {
        const order = await orderDespiteTheLine();
        orders.push(order);
        await payFromBuyer(order);
      }
    };
    try {
      await Promise.all(Array.from({ length: 12 }, buyer));
    } finally {
      clearInterval(flapping);
    }
    assert.ok(cuts > 20, `the line was cut only ${cuts} times`);
    await Promise.all(orders.map((order) => untilPaid(order, 90_000)));
    await assertPaidOnce(orders);
  },
  { timeoutMs: 600_000 },
);

/** Orders as a patient buyer does: the same request with the same key until the node has answered. */
async function orderDespiteTheLine(): Promise<ApiOrder> {
  const { api } = await shop();
  const [product] = await api.products();
  if (product === undefined) throw new Error("the shop sells nothing");
  const key = crypto.randomUUID();
  // A request that is lost on its way is waited for before the hub dares another.
  return until("an order has its invoice", 180_000, () => api.placeOrder(product, key).catch(unlessNodeIsAway));
}

function unlessNodeIsAway(error: unknown): undefined {
  if (error instanceof Error && error.message.startsWith("503:")) return undefined;
  throw error;
}
