import { Hono } from "hono";
import { readSolvency } from "../../../ecash/read-solvency.ts";
import { solvencyPage } from "../../../../ui/pages/owner/solvency-page.ts";
import type { Hub, HubEnv } from "../../context.ts";
import { requires } from "../../middleware/requires.ts";
import { pageOf } from "../page-of.ts";
import { showPrivate } from "../show.ts";

/** What the hub's own mint owes, and what stands behind it. */
export function solvencyRoutes(hub: Hub): Hono<HubEnv> {
  const routes = new Hono<HubEnv>();
  routes.get("/solvency", requires("hub.read"), async (c) => {
    const reading = hub.ecash === undefined ? "no-mint" : hub.mintOperator === undefined ? "no-books" : "on";
    return showPrivate(c, solvencyPage(pageOf(c, hub), { reading, solvency: await readSolvency(hub.db) }));
  });
  return routes;
}
