import { refuse } from "../../domain/refusal.ts";
import { findOrderByKey } from "../../orders/find-order.ts";
import type { Order } from "../../orders/find-order.ts";
import type { Hub, HubContext } from "../context.ts";
import { answerProblem } from "../problem.ts";

type Answer = Response | Promise<Response>;

/** Goes on with the order that the key in the address opens. */
export async function withOrder(c: HubContext, hub: Hub, then: (order: Order) => Answer): Promise<Response> {
  const order = await findOrderByKey(hub.db, c.req.param("id") ?? "", c.req.param("key") ?? "");
  return order === undefined ? answerProblem(c, refuse("unknown-order")) : then(order);
}

/** Path of the order's page, key included. */
export function addressOf(c: HubContext): string {
  return `/orders/${c.req.param("id")}/${c.req.param("key")}`;
}
