import { Hono } from "hono";
import { isRefused } from "../../../domain/refusal.ts";
import { fixRate } from "../../../rates/fix-rate.ts";
import { releaseRate } from "../../../rates/release-rate.ts";
import type { Hub, HubContext, HubEnv } from "../../context.ts";
import { requires } from "../../middleware/requires.ts";
import { readForm } from "../form.ts";
import { pageOf } from "../page-of.ts";
import { actorOf } from "../../visit.ts";
import { showOverview } from "./overview.ts";

/** The owner's own word on what a bitcoin costs. */
export function rateRoutes(hub: Hub): Hono<HubEnv> {
  const routes = new Hono<HubEnv>();
  routes.post("/rates", requires("rates.fix"), (c) => fix(c, hub));
  routes.post("/rates/release", requires("rates.fix"), (c) => release(c, hub));
  return routes;
}

async function fix(c: HubContext, hub: Hub): Promise<Response> {
  const form = await readForm(c);
  const currency = form.text("currency");
  const amount = form.text("amount").trim().replaceAll(",", "");
  const fixed = await fixRate(hub.db, currency, amount, hub.clock(), hub.random, actorOf(c, hub));
  if (!isRefused(fixed)) return c.redirect(`/owner?said=fixed&currency=${fixed.currency}`, 303);
  const message = pageOf(c, hub).t("errors.field.price", { example: "150000000" });
  return showOverview(c, hub, { currency, amount, message });
}

async function release(c: HubContext, hub: Hub): Promise<Response> {
  const currency = (await readForm(c)).text("currency");
  const isReleased = await releaseRate(hub.db, currency, hub.clock(), hub.random, actorOf(c, hub));
  return c.redirect(isReleased ? `/owner?said=released&currency=${encodeURIComponent(currency)}` : "/owner", 303);
}
