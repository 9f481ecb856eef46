import { isRefused } from "../../../app/domain/refusal.ts";
import { msat, msatFromSat } from "../../../app/domain/money.ts";
import { expireDue } from "../../../app/orders/expire.ts";
import { findOrder } from "../../../app/orders/find-order.ts";
import type { Order } from "../../../app/orders/find-order.ts";
import { openAddress } from "../../../app/payments/open-address.ts";
import { reconcileChain } from "../../../app/payments/reconcile-chain.ts";
import { addProduct, assertSound, openShop, orderFor, placeWithInvoice } from "../../support/shop.ts";
import type { OrderWithInvoice, ProductSpec, Shop } from "../../support/shop.ts";

/** What the goods of these tests cost, unless one says otherwise. */
export const PRICE_SAT = 2_000n;

/** An order for the last piece of something, with an address, and the hands of its buyer. */
export type ChainOrder = {
  shop: Shop;
  placed: OrderWithInvoice;
  address: string;
  /** Sends this many sat to the address, each as an output of one transaction; answers with its id. */
  pay(...sats: bigint[]): string;
  /** Lets the shop look at the chain. */
  look(): Promise<void>;
  expire(): Promise<number>;
  order(): Promise<Order>;
  /** What is on the shelf, and how much of it is set aside. */
  stock(): Promise<[onHand: bigint, reserved: bigint]>;
  /** The types of what happened to the order, oldest first. */
  events(): Promise<string[]>;
  /** What the stall says of odd payments and of confirmations. */
  setStall(terms: StallTerms): Promise<void>;
};

type StallTerms = {
  confirmations?: bigint;
  large_msat?: bigint;
  large_confirmations?: bigint;
  late_policy?: "settle" | "rate" | "refund";
  under_tolerance_ppm?: bigint;
};

/** Runs a scenario on an order that waits for its money on chain; what must always be true is looked at afterwards. */
export async function paidOnChain(check: (world: ChainOrder) => Promise<void>, spec: ProductSpec = {}): Promise<void> {
  const shop = await openShop();
  try {
    const product = await addProduct(shop, { stock: 1n, priceMinor: PRICE_SAT, ...spec });
    const placed = await placeWithInvoice(shop, orderFor(shop, product));
    const addressed = await openAddress({ ...shop.observing, chain: shop.chain }, placed.chargeId);
    if (isRefused(addressed)) throw new Error(`refused: ${addressed.reason}`);
    await check(worldOf(shop, placed, addressed.address));
    await assertSound(shop);
  } finally {
    await shop.close();
  }
}

function worldOf(shop: Shop, placed: OrderWithInvoice, address: string): ChainOrder {
  const reconciling = { ...shop.observing, chain: shop.chain };
  return {
    shop,
    placed,
    address,
    pay: (...sats) => shop.chain.pay(...sats.map((sat) => ({ address, amountMsat: msatFromSat(sat) }))),
    look: async () => {
      // What is found by a later look is written at a later moment.
      shop.clock.advance(1n);
      await reconcileChain(reconciling);
    },
    expire: () => expireDue(reconciling, shop.node),
    order: async () => {
      const order = await findOrder(shop.db, placed.orderId);
      if (order === undefined) throw new Error("the order is gone");
      return order;
    },
    stock: async () => {
      const row = await shop.db.selectFrom("stock").selectAll().executeTakeFirstOrThrow();
      return [row.on_hand, row.reserved];
    },
    events: async () => {
      const rows = shop.db.selectFrom("event").select("type").where("stream", "=", placed.orderId).orderBy("seq");
      return (await rows.execute()).map(({ type }) => type);
    },
    setStall: async (terms) => {
      await shop.db.updateTable("stall").set(terms).execute();
    },
  };
}

/** What each account of the order's books holds, in sat, without those that hold nothing. */
export async function books({ shop }: Pick<ChainOrder, "shop">): Promise<Record<string, bigint>> {
  const rows = await shop.db
    .selectFrom("posting")
    .groupBy("account")
    .select((eb) => ["account", eb.fn.sum<bigint>("amount_msat").as("msat")])
    .execute();
  return Object.fromEntries(
    rows
      .filter((row) => row.msat !== 0n)
      .map((row) => [row.account, msat(row.msat < 0n ? -row.msat : row.msat) / 1_000n]),
  );
}
