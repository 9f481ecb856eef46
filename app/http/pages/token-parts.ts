import { Hono } from "hono";
import { isRefused, refuse } from "../../domain/refusal.ts";
import { tokenIn } from "../../ecash/read-token.ts";
import type { Hub, HubContext, HubEnv } from "../context.ts";
import { rateLimit } from "../middleware/rate-limit.ts";
import { requires } from "../middleware/requires.ts";
import { answerProblem } from "../problem.ts";
import { readForm } from "./form.ts";

/** What the parts of a moving code say, for the script that reads them by camera. Nothing is taken or kept. */
export function tokenPartsRoutes(hub: Hub): Hono<HubEnv> {
  const routes = new Hono<HubEnv>();
  routes.post("/token-parts", requires("market.visit"), rateLimit(hub, "orders"), (c) => join(c, hub));
  return routes;
}

async function join(c: HubContext, { ecash }: Hub): Promise<Response> {
  if (ecash === undefined) return answerProblem(c, refuse("no-ecash"));
  const token = tokenIn(ecash.kit, (await readForm(c)).text("parts"));
  c.header("Cache-Control", "no-store");
  // The camera is still at it.
  if (isRefused(token) && token.reason === "token-incomplete") return c.body(null, 204);
  if (isRefused(token)) return answerProblem(c, token);
  return c.text(token);
}
