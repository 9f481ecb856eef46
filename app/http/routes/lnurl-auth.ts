import { Hono } from "hono";
import { takeAnswer } from "../../accounts/lnurl/take-answer.ts";
import { isRefused, refusals } from "../../domain/refusal.ts";
import type { Hub, HubContext, HubEnv } from "../context.ts";
import { rateLimit } from "../middleware/rate-limit.ts";
import { requires } from "../middleware/requires.ts";

/** Where wallets answer (LUD-04). No cookie is read or set: what the wallet learns is that it was understood. */
export function lnurlAuthRoutes(hub: Hub): Hono<HubEnv> {
  const routes = new Hono<HubEnv>();
  routes.get("/lnurl-auth", requires("door.use"), rateLimit(hub, "reads"), (c) => answer(c, hub));
  return routes;
}

async function answer(c: HubContext, hub: Hub): Promise<Response> {
  const { k1 = "", sig = "", key = "" } = c.req.query();
  const taken = await takeAnswer(hub, { k1, sig, key });
  c.header("Cache-Control", "no-store");
  // Wallets that are web pages themselves may read it, too.
  c.header("Access-Control-Allow-Origin", "*");
  if (isRefused(taken)) return c.json({ status: "ERROR", reason: refusals[taken.reason][1] });
  return c.json({ status: "OK" });
}
