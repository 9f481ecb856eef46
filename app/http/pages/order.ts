import { Hono } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { findContact } from "../../catalog/find-contact.ts";
import { readPictures } from "../../catalog/read-pictures.ts";
import { isRefused, refuse } from "../../domain/refusal.ts";
import { cancel } from "../../orders/cancel.ts";
import { eraseDelivery } from "../../orders/erase-delivery.ts";
import type { Order } from "../../orders/find-order.ts";
import { leftOverTokens } from "../../ecash/left-over-tokens.ts";
import { receive } from "../../orders/receive.ts";
import { checkInvoice } from "../../payments/check-invoice.ts";
import { orderPage } from "../../../ui/pages/order/order-page.ts";
import { receiptPage } from "../../../ui/pages/order/receipt.ts";
import type { OrderNotice, OrderView, WayToPay } from "../../../ui/pages/order/view.ts";
import { ecashRequest } from "../ecash-request.ts";
import { payEcashRoutes } from "./pay-ecash.ts";
import { cannotArrive } from "../cannot-arrive.ts";
import type { Hub, HubContext, HubEnv } from "../context.ts";
import { requires } from "../middleware/requires.ts";
import { rateLimit } from "../middleware/rate-limit.ts";
import { answerProblem } from "../problem.ts";
import { orderEvents } from "../sse.ts";
import { buyerOf } from "../visit.ts";
import { add } from "./basket-cookie.ts";
import { orderFiat } from "./order-fiat.ts";
import { historyOf } from "./order-history.ts";
import { keepingOf } from "./keep-order.ts";
import { sandboxChainRoutes } from "./sandbox-chain.ts";
import { basketOf, pageOf } from "./page-of.ts";
import { setBasket } from "./set-basket.ts";
import { showPrivate } from "./show.ts";
import { addressOf, withOrder } from "./with-order.ts";

/** A buyer's order: the key in the address is all that opens it. */
export function orderRoutes(hub: Hub): Hono<HubEnv> {
  const routes = new Hono<HubEnv>();
  const at = "/orders/:id/:key";
  routes.get(at, requires("market.visit"), (c) => withOrder(c, hub, (order) => showOrder(c, hub, order)));
  routes.get(`${at}/receipt`, requires("market.visit"), (c) =>
    withOrder(c, hub, (order) => showReceipt(c, hub, order)),
  );
  routes.get(`${at}/events`, requires("market.visit"), rateLimit(hub, "streams"), (c) =>
    withOrder(c, hub, (order) => orderEvents(c, hub, order.id)),
  );
  routes.post(`${at}/received`, requires("market.visit"), (c) =>
    withOrder(c, hub, async (order) => said(c, await receive(hub, order.id, buyerOf(c, hub)), "received")),
  );
  routes.post(`${at}/cancel`, requires("market.visit"), (c) =>
    withOrder(c, hub, async (order) => said(c, await cancel(hub, order.id, "buyer", buyerOf(c, hub)), "cancelled")),
  );
  routes.post(`${at}/again`, requires("market.visit"), (c) =>
    withOrder(c, hub, async (order) => orderAgain(c, hub, order)),
  );
  routes.post(`${at}/erase`, requires("market.visit"), (c) => withOrder(c, hub, (order) => erase(c, hub, order)));
  routes.post(`${at}/sandbox-pay`, requires("market.visit"), (c) =>
    withOrder(c, hub, (order) => payInSandbox(c, hub, order)),
  );
  routes.route("/", sandboxChainRoutes(hub));
  routes.route(
    "/",
    payEcashRoutes(hub, (c, order, refused, status) => showOrder(c, hub, order, refused, status)),
  );
  return routes;
}

async function showOrder(
  c: HubContext,
  hub: Hub,
  order: Order,
  tokenRefused?: OrderView["tokenRefused"],
  status: ContentfulStatusCode = 200,
): Promise<Response> {
  const view = {
    order,
    pictures: await readPictures(
      hub.db,
      order.lines.map((line) => line.productId),
    ),
    contact: await findContact(hub.db, order.stall.id),
    address: addressOf(c),
    totalFiat: await orderFiat(hub, c.get("locale"), order),
    history: await historyOf(hub.db, order.id),
    isSandbox: hub.sandboxBuyer !== undefined,
    way: tokenRefused === undefined ? wayFrom(c.req.query("rail")) : ("ecash" as const),
    ecash: await ecashRequest(c, hub, order),
    tokenRefused,
    leftOver: hub.ecash === undefined ? [] : await leftOverTokens(hub.ecash, order.charge.id),
    cannotArrive: await cannotArrive(hub, order),
    notice: noticeOf(c),
    keeping: await keepingOf(c, hub, order.id),
  };
  return showPrivate(c, orderPage(pageOf(c, hub), view), status);
}

async function showReceipt(c: HubContext, hub: Hub, order: Order): Promise<Response> {
  const props = {
    order,
    contact: await findContact(hub.db, order.stall.id),
    address: addressOf(c),
    totalFiat: await orderFiat(hub, c.get("locale"), order),
  };
  return showPrivate(c, receiptPage(pageOf(c, hub), props));
}

const WAYS: readonly WayToPay[] = ["lightning", "chain", "ecash"];

function wayFrom(asked: string | undefined): WayToPay {
  return WAYS.find((each) => each === asked) ?? "all";
}

const NOTICES: readonly OrderNotice[] = [
  "received",
  "cancelled",
  "erased",
  "wrong-state",
  "kept",
  "no-address",
  "token-waits",
];

function noticeOf(c: HubContext): OrderNotice | undefined {
  const notice = c.req.query("said");
  return NOTICES.find((each) => each === notice);
}

/** Back to the order's page, which says what happened, or that somebody else was faster. */
function said(c: HubContext, result: { kind: string }, notice: OrderNotice): Response {
  return c.redirect(`${addressOf(c)}?said=${isRefused(result) ? "wrong-state" : notice}`, 303);
}

async function erase(c: HubContext, hub: Hub, order: Order): Promise<Response> {
  await eraseDelivery(hub, order.id, buyerOf(c, hub));
  return said(c, { kind: "erased" }, "erased");
}

/** The same things go into the basket once more, at the prices of then. */
function orderAgain(c: HubContext, hub: Hub, order: Order): Response {
  setBasket(
    c,
    hub,
    order.lines.reduce((basket, line) => add(basket, line), basketOf(c)),
  );
  return c.redirect(`/basket/${order.stall.slug}?said=again`, 303);
}

/**
 * Lets the practice buyer pay. `stay` comes from a page whose script hears of the payment by itself: the empty
 * answer leaves that page where it is.
 */
async function payInSandbox(c: HubContext, hub: Hub, order: Order): Promise<Response> {
  if (hub.sandboxBuyer === undefined) return answerProblem(c, refuse("sandbox-only"));
  const { lightning } = order.charge;
  if (lightning !== undefined) {
    await hub.sandboxBuyer.pay(lightning.bolt11);
    await checkInvoice(hub, hub.node, lightning.paymentHash);
  }
  const form = await c.req.formData();
  return form.has("stay") ? c.body(null, 204) : c.redirect(addressOf(c), 303);
}
