import { Hono } from "hono";
import { isRefused, refuse } from "../../domain/refusal.ts";
import { order } from "../api/order.ts";
import { id } from "../api/values.ts";
import type { Hub, HubEnv } from "../context.ts";
import { payWithEcash } from "../middleware/pay-with-ecash.ts";
import type { FindOwed } from "../middleware/pay-with-ecash.ts";
import { rateLimit } from "../middleware/rate-limit.ts";
import { honoPath, operation } from "../openapi/operation.ts";
import { serve } from "../openapi/serve.ts";
import { orderKeyHeader, orderOf, showOrder } from "./orders.ts";

const paid = operation({
  method: "get",
  path: "/api/v1/orders/{id}/paid",
  id: "readPaidOrder",
  access: "market.visit",
  tag: "orders",
  summary: "Reads an order once it is paid, and takes e-cash for it until then",
  description:
    "For programs that pay as they go (NUT-24). Until the order is paid the answer is 402 with a Cashu payment request in `X-Cashu`; " +
    "the same request with a token in `X-Cashu` pays the order. After a lost answer or a 503 send the very same token again: it is taken once.",
  params: { id: id("ord", "The order's id.") },
  headers: [
    orderKeyHeader,
    {
      name: "X-Cashu",
      description: "A token over at least what the payment request asks for. Headers hold about 12 kB of it.",
      isRequired: false,
      pattern: "^cashu[AB][A-Za-z0-9_=-]+$",
    },
  ],
  answer: { status: 200, description: "The order, paid.", schema: order },
  refusals: [
    "unknown-order",
    "payment-required",
    "token-not-as-asked",
    "token-unsettled",
    "no-ecash",
    "wrong-state",
    "node-unavailable",
  ],
});

export const paidOrderOperations = [paid];

export function paidOrderRoutes(hub: Hub): Hono<HubEnv> {
  const app = new Hono<HubEnv>();
  app.get(honoPath(paid.path), rateLimit(hub, "orders"), payWithEcash(hub, owedFor(hub)));
  serve(app, paid, async (c) => {
    const found = await orderOf(c, hub);
    return isRefused(found) ? found : showOrder(c, hub, found);
  });
  return app;
}

/** An order that has ended unpaid is not to be had by paying for it. */
function owedFor(hub: Hub): FindOwed {
  return async (c) => {
    const found = await orderOf(c, hub);
    if (isRefused(found)) return found;
    const { state, charge, paidMsat } = found;
    if (state === "expired" || state === "cancelled") return refuse("wrong-state");
    return { chargeId: charge.id, dueMsat: state === "open" ? charge.amountMsat - paidMsat : 0n };
  };
}
