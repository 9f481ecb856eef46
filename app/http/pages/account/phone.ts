import { Hono } from "hono";
import { findPhoneLink } from "../../../accounts/phone/find-phone-link.ts";
import { makePhoneLink } from "../../../accounts/phone/make-phone-link.ts";
import { screenPage } from "../../../../ui/pages/account/screen-page.ts";
import { originOf } from "../../addresses.ts";
import type { Hub, HubContext, HubEnv } from "../../context.ts";
import { lookAgain } from "../../look-again.ts";
import { rateLimit } from "../../middleware/rate-limit.ts";
import { requires } from "../../middleware/requires.ts";
import { actorOf, signedIn } from "../../visit.ts";
import { pageOf } from "../page-of.ts";
import { showPrivate } from "../show.ts";

/** On a signed-in screen: the code for the phone in front of it, and what became of it. */
export function accountPhoneRoutes(hub: Hub): Hono<HubEnv> {
  const routes = new Hono<HubEnv>();
  routes.get("/phone", requires("account.secure"), (c) => showScreen(c, hub));
  routes.post("/phone", requires("account.secure"), rateLimit(hub, "signIns"), (c) => makeCode(c, hub));
  routes.get("/phone/events", requires("account.secure"), rateLimit(hub, "streams"), (c) => lookAgain(c, hub));
  return routes;
}

async function makeCode(c: HubContext, hub: Hub): Promise<Response> {
  await makePhoneLink(hub, actorOf(c, hub), { sessionId: signedIn(c).session.id });
  return c.redirect("/account/phone", 303);
}

async function showScreen(c: HubContext, hub: Hub): Promise<Response> {
  const link = await findPhoneLink(hub, signedIn(c).session.id, hub.clock());
  return showPrivate(c, screenPage(pageOf(c, hub), { link, address: originOf(c, hub) }));
}
