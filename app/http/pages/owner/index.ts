import { Hono } from "hono";
import type { MiddlewareHandler } from "hono";
import { refuse } from "../../../domain/refusal.ts";
import type { Hub, HubEnv } from "../../context.ts";
import { answerProblem } from "../../problem.ts";
import { ownerOrderRoutes } from "./orders.ts";
import { overviewRoutes } from "./overview.ts";
import { paymentRoutes } from "./payments.ts";
import { rateRoutes } from "./rates.ts";
import { ownerStallRoutes } from "./stalls.ts";

/** Everything at the owner's desk. */
export function ownerRoutes(hub: Hub): Hono<HubEnv> {
  const routes = new Hono<HubEnv>();
  routes.use(ownerOnly());
  return routes
    .route("/", overviewRoutes(hub))
    .route("/", ownerOrderRoutes(hub))
    .route("/", paymentRoutes(hub))
    .route("/", rateRoutes(hub))
    .route("/", ownerStallRoutes(hub));
}

function ownerOnly(): MiddlewareHandler<HubEnv> {
  return async (c, next) => {
    const person = c.get("person");
    if (person === undefined) return answerProblem(c, refuse("not-signed-in"));
    return person.role === "owner" ? next() : answerProblem(c, refuse("not-allowed"));
  };
}
