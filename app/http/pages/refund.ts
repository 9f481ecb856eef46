import { Hono } from "hono";
import { isRefused, refusals } from "../../domain/refusal.ts";
import type { RefusalReason } from "../../domain/refusal.ts";
import type { Order } from "../../orders/find-order.ts";
import { askRefund } from "../../payments/outgoing/ask-refund.ts";
import { listOutgoing } from "../../payments/outgoing/list-outgoing.ts";
import { isWritten } from "../../payments/outgoing/write-outgoing.ts";
import { newOutgoingId } from "../../payments/outgoing/record-by-hand.ts";
import { checkClaimPage, claimPage } from "../../../ui/pages/order/claim-page.ts";
import type { Hub, HubContext, HubEnv } from "../context.ts";
import { rateLimit } from "../middleware/rate-limit.ts";
import { requires } from "../middleware/requires.ts";
import { readForm } from "./form.ts";
import { readSending, wholeSats } from "./money/read-sending.ts";
import type { Wrong } from "./money/read-sending.ts";
import { pageOf } from "./page-of.ts";
import { showPrivate } from "./show.ts";
import { addressOf, withOrder } from "./with-order.ts";

const MOST_SHOWN = 20;

/** Where whoever holds an order's key says where the money goes that is owed to them. */
export function claimRoutes(hub: Hub): Hono<HubEnv> {
  const routes = new Hono<HubEnv>();
  const at = "/orders/:id/:key/refund";
  routes.get(at, requires("market.visit"), (c) => withOrder(c, hub, (order) => showClaim(c, hub, order)));
  routes.post(at, requires("market.visit"), rateLimit(hub, "orders"), (c) =>
    withOrder(c, hub, (order) => claim(c, hub, order)),
  );
  return routes;
}

type Tried = Pick<Wrong, "form" | "errors"> & { refused?: RefusalReason };

const UNTRIED: Tried = { form: { amount: "", destination: "" }, errors: [] };

async function showClaim(c: HubContext, hub: Hub, order: Order, tried = UNTRIED): Promise<Response> {
  const filter = { orderId: order.id, purpose: "refund", limit: MOST_SHOWN } as const;
  const { outgoing } = await listOutgoing(hub.db, filter, hub.clock());
  const text = claimPage(pageOf(c, hub), {
    address: addressOf(c),
    owedMsat: wholeSats(order.refundableMsat),
    outgoing,
    ...tried,
    sends: hub.payer !== undefined,
    isAsked: c.req.query("said") === "asked",
  });
  const status = tried.refused === undefined ? 422 : refusals[tried.refused][0];
  return showPrivate(c, text, tried === UNTRIED ? 200 : status);
}

/** All that is owed is offered at once, and never more. */
async function claim(c: HubContext, hub: Hub, order: Order): Promise<Response> {
  const page = pageOf(c, hub);
  const sent = await readForm(c);
  const pressed = sent.text("once");
  // Pressed twice: the first time did it.
  if (await isWritten(hub.db, { id: pressed, orderId: order.id })) return c.redirect(`${addressOf(c)}/refund`, 303);
  const owedMsat = wholeSats(order.refundableMsat);
  const wanted = await readSending(page, hub.payee, sent, owedMsat);
  if (wanted.kind === "wrong") return showClaim(c, hub, order, wanted);
  const { once: id, destination } = wanted;
  const address = addressOf(c);
  if (id === undefined) {
    const understood = { ...wanted, amountMsat: owedMsat, id: newOutgoingId(hub) };
    return showPrivate(c, checkClaimPage(page, { address, understood }));
  }
  const asked = await askRefund(hub, {
    id,
    orderId: order.id,
    amountMsat: wanted.amountMsat,
    destination,
    by: "buyer",
  });
  if (!isRefused(asked)) return c.redirect(`${address}/refund?said=asked`, 303);
  const form = { amount: "", destination: sent.text("destination") };
  return showClaim(c, hub, order, { form, errors: [], refused: asked.reason });
}
