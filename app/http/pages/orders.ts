import { Hono } from "hono";
import { findStall } from "../../catalog/find-stall.ts";
import { isRefused } from "../../domain/refusal.ts";
import type { Refused } from "../../domain/refusal.ts";
import { orderKey } from "../../orders/order-key.ts";
import { place } from "../../orders/place.ts";
import { requestInvoice } from "../../payments/request-invoice.ts";
import { needs } from "../../../ui/pages/basket/view.ts";
import type { Hub, HubContext, HubEnv } from "../context.ts";
import { requires } from "../middleware/requires.ts";
import { fingerprintOf } from "../api/new-order.ts";
import { rateLimit } from "../middleware/rate-limit.ts";
import { answerProblem } from "../problem.ts";
import { actorOf } from "../visit.ts";
import { showOrderForm } from "./basket.ts";
import { readForm } from "./form.ts";
import { deliveryOf, readOrderForm } from "./order-form.ts";
import type { SentOrder } from "./order-form.ts";
import { basketOf, pageOf } from "./page-of.ts";
import { priceBasket } from "./price-basket.ts";
import type { PricedBaskets } from "./price-basket.ts";
import { refusedOrder } from "./refused-order.ts";
import { setBasket } from "./set-basket.ts";

/** Placing an order from the basket's form. */
export function placingRoutes(hub: Hub): Hono<HubEnv> {
  const routes = new Hono<HubEnv>();
  routes.post("/orders", requires("market.visit"), rateLimit(hub, "orders"), (c) => placeOrder(c, hub));
  return routes;
}

async function placeOrder(c: HubContext, hub: Hub): Promise<Response> {
  const form = await readForm(c);
  const stall = await findStall(hub.db, form.text("stall"));
  if (isRefused(stall)) return answerProblem(c, stall);
  const sent = readOrderForm(hub, pageOf(c, hub).t, form);
  const priced = await priceBasket(c, hub, sent.lines);
  const basket = priced.baskets.find((each) => each.stall.id === stall.id);
  if (basket === undefined) return c.redirect("/basket?said=dropped", 303);
  if (sent.form.errors.length > 0)
    return showOrderForm(c, hub, priced, { basket, form: sent.form, notice: undefined }, 422);
  const placed = await placeLines(c, hub, stall.id, sent, needs(basket) === "address");
  if (isRefused(placed)) return showRefused(c, hub, priced, { sent, slug: stall.slug, refused: placed });
  // When the node does not answer, the order page says so and a job asks again.
  await requestInvoice(hub, placed.chargeId, placed.intent);
  const ordered = new Set(sent.lines.map((line) => line.variantId));
  setBasket(
    c,
    hub,
    basketOf(c).filter((entry) => !ordered.has(entry.variantId)),
  );
  return c.redirect(orderAddress(hub, placed.orderId), 303);
}

function placeLines(c: HubContext, hub: Hub, stallId: string, { lines, form }: SentOrder, isPosted: boolean) {
  const delivery = deliveryOf(form, isPosted);
  const order = { stallId, lines, note: form.note, ...(delivery === undefined ? {} : { delivery }) };
  const idempotency = { principal: "page", key: form.key, fingerprint: fingerprintOf({ ...order, delivery }) };
  const by = c.get("person") === undefined ? undefined : actorOf(c, hub);
  return place(hub, { ...order, locale: c.get("locale"), idempotency, by });
}

type NotPlaced = { sent: SentOrder; slug: string; refused: Refused };

function showRefused(
  c: HubContext,
  hub: Hub,
  priced: PricedBaskets,
  { sent, slug, refused }: NotPlaced,
): Response | Promise<Response> {
  const basket = priced.baskets.find(({ stall }) => stall.slug === slug);
  if (basket === undefined) return answerProblem(c, refused);
  const { form, status } = refusedOrder(hub, pageOf(c, hub).t, { sent, basket, refused });
  return showOrderForm(c, hub, priced, { basket, form, notice: undefined }, status);
}

/** Path of the buyer's page. The key in it is all that opens the order. */
export function orderAddress(hub: Pick<Hub, "secretKey">, orderId: string): string {
  return `/orders/${orderId}/${orderKey(hub.secretKey, orderId)}`;
}
