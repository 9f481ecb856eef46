import { Hono } from "hono";
import { leaveForGoogle } from "../../../accounts/google/leave-for-google.ts";
import { returnFromGoogle } from "../../../accounts/google/return-from-google.ts";
import { isRefused } from "../../../domain/refusal.ts";
import type { GoogleSignIn } from "../../../gateways/google/port.ts";
import { googlePage } from "../../../../ui/pages/keys/google-page.ts";
import { originOf } from "../../addresses.ts";
import type { Hub, HubContext, HubEnv } from "../../context.ts";
import { rateLimit } from "../../middleware/rate-limit.ts";
import { refusalFor, requires } from "../../middleware/requires.ts";
import { readForm } from "../form.ts";
import { pageOf } from "../page-of.ts";
import { showPrivate } from "../show.ts";
import { answeringBrowser } from "./browser.ts";
import { goOn } from "./counter.ts";
import type { Counter } from "./counter.ts";
import { occasionOf } from "./occasion.ts";
import { showerOf } from "./shower.ts";

type WithGoogle = Hub & { google: GoogleSignIn };

/** Where a browser leaves for Google; there is no such address on a hub that Google does not know. */
export function googleRoutes(hub: Hub, counter: Counter): Hono<HubEnv> {
  const routes = new Hono<HubEnv>();
  const { google } = hub;
  if (google === undefined) return routes;
  const known = { ...hub, google };
  routes.post("/google", requires(counter.permission), rateLimit(hub, "signIns"), (c) => leave(c, known, counter));
  return routes;
}

/**
 * A form may lead nowhere but to this hub, redirects included (CSP `form-action`). So it leads to a page, and that
 * page on to Google by itself.
 */
async function leave(c: HubContext, hub: WithGoogle, counter: Counter): Promise<Response> {
  const form = await readForm(c);
  const occasion = occasionOf(c, hub, counter, form.text("wanted"), "");
  const left = await leaveForGoogle(hub, originOf(c, hub), occasion);
  if (isRefused(left)) return counter.show(c, { wanted: occasion.wanted, problem: left.reason });
  c.header("Refresh", `0;url=${left.address}`);
  return showPrivate(c, googlePage(pageOf(c, hub), { address: left.address }));
}

/** Where Google sends every browser back to, whatever it left for. */
export function googleReturn(hub: Hub, counters: readonly Counter[]): Hono<HubEnv> {
  const routes = new Hono<HubEnv>();
  const { google } = hub;
  if (google === undefined) return routes;
  const known = { ...hub, google };
  routes.get("/google/back", requires("door.use"), rateLimit(hub, "signIns"), (c) => comeBack(c, known, counters));
  return routes;
}

async function comeBack(c: HubContext, hub: WithGoogle, counters: readonly Counter[]): Promise<Response> {
  const { searchParams: brought } = new URL(c.req.url);
  const back = { browser: answeringBrowser(c, hub), origin: originOf(c, hub), brought };
  const { purpose, ...finished } = await returnFromGoogle(hub, back, showerOf(c, hub));
  const counter = counters.find((one) => one.purpose === purpose);
  if (counter === undefined) throw new Error(`nobody leaves for Google to ${purpose}`);
  // Whoever was signed out on the way, or took long, begins again where that is said.
  if (refusalFor(c, counter.permission) !== undefined) return c.redirect(counter.home, 303);
  return goOn(c, hub, finished, counter.show);
}
