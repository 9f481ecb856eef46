import { randomUUID } from "node:crypto";
import { addPicture } from "../../../app/catalog/add-picture.ts";
import { msat } from "../../../app/domain/money.ts";
import { isRefused } from "../../../app/domain/refusal.ts";
import { HOUR_MS } from "../../../app/domain/time.ts";
import type { Hub } from "../../../app/http/context.ts";
import { orderAddress } from "../../../app/http/pages/orders.ts";
import { cancel } from "../../../app/orders/cancel.ts";
import { expireDue } from "../../../app/orders/expire.ts";
import { place } from "../../../app/orders/place.ts";
import type { LineRequest } from "../../../app/orders/price-lines.ts";
import { receive } from "../../../app/orders/receive.ts";
import { ship } from "../../../app/orders/ship.ts";
import { observeSettlement } from "../../../app/payments/observe-settlement.ts";
import { requestInvoice } from "../../../app/payments/request-invoice.ts";
import { openHub } from "../hub.ts";
import type { TestHub } from "../hub.ts";
import { seedProduct, seedRates, seedStall } from "./goods.ts";
import { onePixel } from "./one-pixel.ts";

/** An order with its invoice; `address` is its buyer's page. */
export type SeededOrder = { id: string; address: string; paymentHash: string; amountMsat: bigint };

/** A market on a busy day: two stalls, products of every kind, an order in every state. */
export type BusyMarket = TestHub & {
  stallId: string;
  otherStallId: string;
  products: Record<"posted" | "digital" | "pickup" | "hidden" | "others", string>;
  orders: Record<
    "open" | "paid" | "shipped" | "received" | "expired" | "cancelled" | "overpaid" | "late" | "afterEnd" | "others",
    SeededOrder
  >;
};

export async function openBusyMarket(changes: Partial<Hub> = {}): Promise<BusyMarket> {
  const t = await openHub({ pictures: onePixel, ...changes });
  await seedRates(t);
  const { stallId } = await seedStall(t, "orchard", "Halla Orchard", "We grow **mandarins** on the south slope.");
  const { stallId: otherStallId } = await seedStall(t, "press", "Night Press");
  const products = await seedGoods(t, stallId, otherStallId);
  const orders = await seedOrders(t, stallId, products);
  const others = await seedOrder(t, otherStallId, products.others);
  return { ...t, stallId, otherStallId, products, orders: { ...orders, others } };
}

async function seedGoods(t: TestHub, stallId: string, otherStallId: string): Promise<BusyMarket["products"]> {
  const variants = [
    { title: "3 kg", stock: 20 },
    { title: "5 kg", price: "29000", stock: 0 },
  ];
  const posted = await seedProduct(t, stallId, {
    title: "Mandarins",
    kind: "physical",
    category: "Pantry",
    text: "Field-grown, *unwaxed*.",
    price: { amount: "18000", currency: "KRW" },
    variants,
  });
  const upload = { bytes: Buffer.from("picture of a crate"), alt: "A crate of mandarins" };
  await addPicture(
    t.hub.db,
    t.hub.pictures,
    { stallId, productId: posted.productId },
    upload,
    t.hub.clock(),
    t.hub.random,
  );
  return {
    posted: posted.productId,
    digital: (await seedProduct(t, stallId, { title: "Sample pack" })).productId,
    pickup: (await seedProduct(t, stallId, { title: "Coffee", kind: "pickup", variants: [{ title: "", stock: 3 }] }))
      .productId,
    hidden: (await seedProduct(t, stallId, { title: "Secret jam", state: "hidden" })).productId,
    others: (await seedProduct(t, otherStallId, { title: "Zine" })).productId,
  };
}

async function seedOrders(t: TestHub, stallId: string, products: BusyMarket["products"]) {
  const variant = await t.hub.db
    .selectFrom("variant")
    .select("id")
    .where("title", "=", "3 kg")
    .executeTakeFirstOrThrow();
  const early = {
    paid: await seedOrder(t, stallId, products.posted, variant.id),
    shipped: await seedOrder(t, stallId, products.pickup),
    received: await seedOrder(t, stallId, products.digital),
    overpaid: await seedOrder(t, stallId, products.digital),
    cancelled: await seedOrder(t, stallId, products.digital),
    afterEnd: await seedOrder(t, stallId, products.digital),
    expired: await seedOrder(t, stallId, products.digital),
    late: await seedOrder(t, stallId, products.digital),
  };
  for (const order of [early.paid, early.shipped, early.received]) await pay(t, order);
  await pay(t, early.overpaid, 500_000n);
  await ship(t.hub, stallId, early.shipped.id);
  await receive(t.hub, early.received.id);
  for (const order of [early.cancelled, early.afterEnd]) await cancel(t.hub, order.id, "buyer");
  await pay(t, early.afterEnd);
  t.shop.clock.advance(HOUR_MS);
  await expireDue(t.hub, t.hub.node);
  await pay(t, early.late);
  return { ...early, open: await seedOrder(t, stallId, products.posted, variant.id) };
}

/** One piece, ordered by somebody with an address, a contact and a wish. */
export async function seedOrder(
  { hub }: TestHub,
  stallId: string,
  productId: string,
  variantId?: string,
): Promise<SeededOrder> {
  const line: LineRequest = { productId, quantity: 1n, ...(variantId === undefined ? {} : { variantId }) };
  const delivery = { name: "Mina Kim", address: "12 Harbour Road\nSeoul", contact: "mina@example.org" };
  const idempotency = { principal: "test", key: randomUUID(), fingerprint: "same" };
  const placed = await place(hub, { stallId, lines: [line], note: "Ring twice", delivery, locale: "en", idempotency });
  if (isRefused(placed) || placed.intent === undefined) throw new Error("the order was not placed");
  await requestInvoice(hub, placed.chargeId, placed.intent);
  const { paymentHash, amountMsat } = placed.intent;
  return { id: placed.orderId, address: orderAddress(hub, placed.orderId), paymentHash, amountMsat };
}

let settlements = 0n;

/** The money arrives, and perhaps some more. */
export async function pay({ hub }: TestHub, { paymentHash, amountMsat }: SeededOrder, tipMsat = 0n): Promise<void> {
  settlements += 1n;
  const receivedMsat = msat(amountMsat + tipMsat);
  await observeSettlement(hub, { paymentHash, receivedMsat, settledAtMs: hub.clock(), settleIndex: settlements });
}
