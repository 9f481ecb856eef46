import { Hono } from "hono";
import { refuse } from "../../../domain/refusal.ts";
import { findStallOrder } from "../../../orders/find-order.ts";
import type { Hub, HubContext, HubEnv } from "../../context.ts";
import { answerProblem } from "../../problem.ts";
import { giveBack, showRefund } from "../owner/refund.ts";
import type { Giving } from "../owner/refund.ts";
import type { AtDesk, Enter } from "./open-desk.ts";

/** A seller gives money of one of the stall's own orders back to its buyer. */
export function deskRefundRoutes(hub: Hub, at: AtDesk): Hono<HubEnv> {
  const routes = new Hono<HubEnv>();
  const ofOrder = (enter: Enter, then: (c: HubContext, giving: Giving) => Promise<Response>) =>
    enter(async (c, desk) => {
      const order = await findStallOrder(hub.db, desk.stall.id, c.req.param("id") ?? "");
      return order === undefined ? answerProblem(c, refuse("not-found")) : then(c, { order, desk });
    });
  routes.get(
    "/orders/:id/refund",
    ofOrder(at.read, (c, giving) => showRefund(c, hub, giving)),
  );
  routes.post(
    "/orders/:id/refund",
    ofOrder(at.pay, (c, giving) => giveBack(c, hub, giving)),
  );
  return routes;
}
