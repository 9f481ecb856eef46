import * as assert from "uvu/assert";
import { msatFromSat } from "../../../app/domain/money.ts";
import { isRefused } from "../../../app/domain/refusal.ts";
import { MINUTE_MS, unixMs } from "../../../app/domain/time.ts";
import { readDestination } from "../../../app/gateways/payee/read-destination.ts";
import { claim } from "../../../app/jobs/claim.ts";
import { perform } from "../../../app/jobs/perform.ts";
import type { Handler } from "../../../app/jobs/perform.ts";
import { cancel } from "../../../app/orders/cancel.ts";
import { expireDue } from "../../../app/orders/expire.ts";
import { findOrder } from "../../../app/orders/find-order.ts";
import type { Order } from "../../../app/orders/find-order.ts";
import { ship } from "../../../app/orders/ship.ts";
import { askForRest } from "../../../app/payments/ask-for-rest.ts";
import { ASK_FOR_REST_JOB } from "../../../app/payments/ask-for-rest-later.ts";
import { openAddress } from "../../../app/payments/open-address.ts";
import { askRefund } from "../../../app/payments/outgoing/ask-refund.ts";
import { send } from "../../../app/payments/outgoing/send.ts";
import { reconcileChain } from "../../../app/payments/reconcile-chain.ts";
import { sweepInvoices } from "../../../app/payments/sweep-invoices.ts";
import { addWebhook } from "../../../app/webhooks/outgoing/add-webhook.ts";
import { openHub } from "../../http/hub.ts";
import type { TestHub } from "../../http/hub.ts";
import { addPersonWithAddress } from "../../support/person-with-address.ts";
import { addProduct, openShop, orderFor, placeWithInvoice } from "../../support/shop.ts";
import type { OrderWithInvoice, ProductSpec, Shop } from "../../support/shop.ts";
import { visit } from "../../support/visit.ts";
import type { Rail } from "./cell.ts";
import { openSandboxRails } from "./rails.ts";
import type { Rails } from "./rails.ts";

/** What the things of this table cost, and how many of them there are. */
export const PRICE_SAT = 2_000n;
const PIECES = 3n;

/** What a stall says of odd payments, and how its things are priced. */
export type Terms = {
  late?: "settle" | "rate" | "refund";
  tolerancePpm?: bigint;
  /** The price is in won, so that the rate matters. */
  inWon?: boolean;
};

/** A hub with one stall, its seller and its owner, a program that listens, one order, and the hands of everybody. */
export type OddWorld = {
  hub: TestHub;
  shop: Shop;
  placed: OrderWithInvoice;
  order(): Promise<Order>;
  /** Somebody orders one more of the same. */
  another(): Promise<OrderWithInvoice>;
  /** The buyer's wallet pays the invoice that the page shows, or another; the hub hears of it. */
  payInvoice(sat?: bigint, bolt11?: string): Promise<void>;
  /** The same while the hub does not listen. */
  payUnheard(bolt11: string): Promise<void>;
  /** The buyer's wallet sends coins to the order's address, which wait for a block. */
  payOnChain(...sats: bigint[]): Promise<string>;
  /** Another transaction spends the same coins, to the order's address or elsewhere. */
  replace(txid: string, ...sats: bigint[]): Promise<string>;
  mine(): Promise<void>;
  /** The same while the hub does not look. */
  mineUnheard(): Promise<void>;
  /** A longer chain takes the place of the last block; what was in it waits again, or was spent elsewhere. */
  reorganise(fate: "returned" | "dropped"): Promise<void>;
  look(): Promise<void>;
  /** Does what the hub has queued to be done by itself. */
  work(): Promise<void>;
  /** The price's quarter of an hour runs out; the node's own clock is behind, so it still takes payments. */
  timeOut(): Promise<void>;
  cancel(): Promise<void>;
  ship(): Promise<void>;
  sellOut(): Promise<void>;
  /** The shop gives money back, and it arrives. */
  giveBack(sat: bigint): Promise<void>;
  /** The hub is started again, and looks for what came while it was off. */
  restart(): Promise<void>;
};

export async function openOddWorld(
  rail: Rail,
  terms: Terms = {},
  openRails: (shop: Shop) => Rails = openSandboxRails,
): Promise<OddWorld & { close(): Promise<void> }> {
  const shop = await openShop();
  const rails = openRails(shop);
  await setTerms(shop, terms);
  await addPeople(shop);
  const product = await addProduct(shop, { stock: PIECES, ...priceOf(terms) });
  const placed = await placeWithInvoice({ ...shop, node: rails.node }, orderFor(shop, product));
  const isOnChain = rail === "chain" || rail === "both";
  const address = isOnChain ? await addressFor(shop, rails, placed.chargeId) : "";
  return {
    ...handsOf({ shop, rails, placed, address }),
    another: () => placeWithInvoice({ ...shop, node: rails.node }, orderFor(shop, product)),
    hub: await hubOf(shop, rails),
    shop,
    placed,
    close: async () => {
      rails.close();
      await shop.close();
    },
  };
}

let pages: Promise<TestHub> | undefined;

/** The one hub whose pages are read: its limiters take longer to make than everything else of a case. */
async function hubOf({ placing }: Shop, { node, chain }: Rails): Promise<TestHub> {
  const hub = await (pages ??= openHub());
  Object.assign(hub.hub, { ...placing, node, payer: node, chain, ecash: undefined });
  return hub;
}

export async function closePages(): Promise<void> {
  await (await pages)?.close();
}

function priceOf({ inWon = false }: Terms): ProductSpec {
  // As many won as are 2,000 sat at the shop's rate.
  return inWon ? { currency: "KRW", priceMinor: 3_000n } : { priceMinor: PRICE_SAT };
}

async function setTerms(
  { db, clock, random, stallId }: Shop,
  { late = "rate", tolerancePpm = 0n }: Terms,
): Promise<void> {
  await db.updateTable("stall").set({ late_policy: late, under_tolerance_ppm: tolerancePpm }).execute();
  const secretKey = "a secret key only for tests, 32+ chars";
  const acting = { db, clock, random, secretKey };
  const listener = { url: "https://shop.example/hook", events: null, names: "btcpay" } as const;
  const added = await addWebhook(acting, { personId: "per_someone", ...visit }, stallId, listener);
  if (isRefused(added)) throw new Error(`refused: ${added.reason}`);
}

async function addPeople(shop: Shop): Promise<void> {
  await addPersonWithAddress(shop, "owner", "owner@hub.example");
  const seller = await addPersonWithAddress(shop, "seller", "seller@shop.example");
  await shop.db.updateTable("person").set({ stall_id: shop.stallId }).where("id", "=", seller.id).execute();
}

async function addressFor(shop: Shop, { chain }: Rails, chargeId: string): Promise<string> {
  const addressed = await openAddress({ ...shop.observing, chain }, chargeId);
  if (isRefused(addressed)) throw new Error(`refused: ${addressed.reason}`);
  return addressed.address;
}

type Stage = { shop: Shop; rails: Rails; placed: OrderWithInvoice; address: string };

function handsOf(stage: Stage): Omit<OddWorld, "hub" | "shop" | "placed" | "another"> {
  return { ...walletsOf(stage), ...chainOf(stage), ...workOf(stage), ...peopleOf(stage) };
}

function walletsOf({
  shop,
  rails,
  placed,
  address,
}: Stage): Pick<OddWorld, "payInvoice" | "payUnheard" | "payOnChain" | "replace"> {
  const outputs = (sats: readonly bigint[]) => sats.map((sat) => ({ address, amountMsat: msatFromSat(sat) }));
  return {
    payInvoice: async (sat, bolt11) => {
      const shown = (await orderOf({ shop, placed })).charge.lightning?.bolt11;
      const invoice = bolt11 ?? shown;
      if (invoice === undefined) throw new Error("the page shows no invoice");
      await rails.payInvoice(invoice, sat === undefined ? undefined : msatFromSat(sat));
      await hear(shop, rails);
    },
    payUnheard: async (bolt11) => {
      assert.is(await rails.payInvoice(bolt11, undefined), true);
    },
    payOnChain: (...sats) => rails.pay(...outputs(sats)),
    replace: (txid, ...sats) => rails.replace(txid, ...outputs(sats)),
  };
}

function chainOf({ shop, rails }: Stage): Pick<OddWorld, "mine" | "mineUnheard" | "reorganise" | "look"> {
  const look = async () => {
    shop.clock.advance(1n);
    await reconcileChain({ ...shop.observing, chain: rails.chain });
  };
  return {
    look,
    mine: async () => {
      await rails.mine(1);
      await look();
    },
    mineUnheard: () => rails.mine(1),
    reorganise: async (fate) => {
      await rails.reorganise(1, fate);
      await look();
    },
  };
}

function workOf({ shop, rails, placed }: Stage): Pick<OddWorld, "order" | "work" | "timeOut" | "restart"> {
  const { node, chain } = rails;
  return {
    order: () => orderOf({ shop, placed }),
    work: () => work(shop, rails),
    timeOut: async () => {
      shop.clock.advance(16n * MINUTE_MS);
      await expireDue({ ...shop.observing, chain }, node);
    },
    restart: async () => {
      await hear(shop, rails);
      await reconcileChain({ ...shop.observing, chain }, "thorough");
      await work(shop, rails);
    },
  };
}

function peopleOf({ shop, rails, placed }: Stage): Pick<OddWorld, "cancel" | "ship" | "sellOut" | "giveBack"> {
  return {
    cancel: async () => {
      assert.is((await cancel(shop.observing, placed.orderId, "buyer")).kind, "cancelled");
    },
    ship: async () => {
      assert.is((await ship(shop.observing, shop.stallId, placed.orderId)).kind, "shipped");
    },
    sellOut: async () => {
      await shop.db.updateTable("stock").set({ on_hand: 0n }).execute();
    },
    giveBack: (sat) => giveBack(shop, rails, placed.orderId, sat),
  };
}

async function orderOf({ shop, placed }: Pick<Stage, "shop" | "placed">): Promise<Order> {
  const order = await findOrder(shop.db, placed.orderId);
  if (order === undefined) throw new Error("the order is gone");
  return order;
}

async function hear(shop: Shop, { node }: Rails): Promise<void> {
  shop.clock.advance(1n);
  await sweepInvoices(shop.observing, node);
}

/** As the hub's worker does, without waiting. */
async function work(shop: Shop, { node, canceller }: Rails): Promise<void> {
  const { db, clock, random } = shop;
  const ask: Handler = async ({ payload }) => {
    const asked = await askForRest({ ...shop.observing, node, canceller }, payload["chargeId"] ?? "");
    if (!asked) throw new Error("the node does not answer");
  };
  const later: Handler = async () => undefined;
  const handlers = { [ASK_FOR_REST_JOB]: ask, "person.notify": later, "outgoing.send": later };
  const log = { warn: fail, error: fail };
  for (;;) {
    const { jobs } = await claim(db, { owner: "test", limit: 10, now: clock(), leaseMs: 60_000n });
    if (jobs.length === 0) return;
    for (const job of jobs)
      await perform({ db, handlers, clock, random, log, leaseMs: 60_000 }, job, new AbortController());
  }
}

function fail(details: object): never {
  throw new Error(JSON.stringify(details));
}

async function giveBack({ db, clock, random }: Shop, rails: Rails, orderId: string, sat: bigint): Promise<void> {
  const amountMsat = msatFromSat(sat);
  const { bolt11, paymentHash } = await rails.invoiceOfBuyer(amountMsat);
  const destination = { kind: "bolt11", text: bolt11 } as const;
  const asked = await askRefund(
    { db, clock, random },
    { orderId, amountMsat, destination, by: { personId: "per_owner" } },
  );
  if (isRefused(asked)) throw new Error(`refused: ${asked.reason}`);
  const invoice = { bolt11, paymentHash, expiresAtMs: unixMs(clock() + 60n * MINUTE_MS) };
  const payee = { read: readDestination, invoiceFrom: async () => invoice };
  assert.is(await send({ db, clock, random, payer: rails.node, payee }, asked.id), "sent");
}
