import { Hono } from "hono";
import { refuse } from "../../domain/refusal.ts";
import type { Order } from "../../orders/find-order.ts";
import { reconcileChain } from "../../payments/reconcile-chain.ts";
import { dueOf } from "../../../ui/pages/order/due.ts";
import type { Hub, HubContext, HubEnv, SandboxHands } from "../context.ts";
import { requires } from "../middleware/requires.ts";
import { answerProblem } from "../problem.ts";
import { addressOf, withOrder } from "./with-order.ts";
import { msatFromSat } from "../../domain/money.ts";

/** The practice buyer on the chain without value, and its only miner. */
export function sandboxChainRoutes(hub: Hub): Hono<HubEnv> {
  const routes = new Hono<HubEnv>();
  const at = "/orders/:id/:key";
  routes.post(`${at}/sandbox-pay-on-chain`, requires("market.visit"), (c) =>
    withOrder(c, hub, (order) => withHands(c, hub, (hands) => payRest(hands, order))),
  );
  routes.post(`${at}/sandbox-mine`, requires("market.visit"), (c) =>
    withOrder(c, hub, () => withHands(c, hub, (hands) => hands.mine())),
  );
  return routes;
}

function payRest(hands: SandboxHands, order: Order): void {
  const { chain } = dueOf(order).ways;
  if (chain !== undefined) hands.pay({ address: chain.address, amountMsat: msatFromSat(chain.amountSat) });
}

/**
 * `stay` comes from a page whose script hears of the change by itself: the empty answer leaves that page where it is.
 * The hub looks at the chain before it answers, so that whoever has no script sees the change.
 */
async function withHands(c: HubContext, hub: Hub, move: (hands: SandboxHands) => void): Promise<Response> {
  const { sandboxHands, chain } = hub;
  if (sandboxHands === undefined || chain === undefined) return answerProblem(c, refuse("sandbox-only"));
  move(sandboxHands);
  await reconcileChain({ ...hub, chain });
  const form = await c.req.formData();
  return form.has("stay") ? c.body(null, 204) : c.redirect(addressOf(c), 303);
}
