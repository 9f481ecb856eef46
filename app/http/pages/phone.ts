import { Hono } from "hono";
import { goodPhoneLink } from "../../accounts/phone/good-phone-link.ts";
import { usePhoneLink } from "../../accounts/phone/use-phone-link.ts";
import { recordFailure } from "../../accounts/record-failure.ts";
import { isRefused, refusals } from "../../domain/refusal.ts";
import { phonePage, whosePhonePage } from "../../../ui/pages/sign-in/phone-page.ts";
import type { Hub, HubContext, HubEnv } from "../context.ts";
import { enter } from "../enter.ts";
import { rateLimit } from "../middleware/rate-limit.ts";
import { requires } from "../middleware/requires.ts";
import { visitOf } from "../visit.ts";
import { readForm } from "./form.ts";
import { codeIn } from "./link-code.ts";
import { pageOf } from "./page-of.ts";
import { showPrivate } from "./show.ts";

/** On the phone: the code that a signed-in screen shows, whose account it opens, and the button that opens it. */
export function phoneRoutes(hub: Hub): Hono<HubEnv> {
  const routes = new Hono<HubEnv>();
  routes.get("/phone", requires("door.use"), (c) => showPrivate(c, phonePage(pageOf(c, hub), {})));
  routes.post("/phone", requires("door.use"), rateLimit(hub, "signIns"), (c) => look(c, hub));
  routes.post("/phone/enter", requires("door.use"), rateLimit(hub, "signIns"), (c) => enterHere(c, hub));
  return routes;
}

/** Looking uses nothing up: only the button on the page that this shows does. */
async function look(c: HubContext, hub: Hub): Promise<Response> {
  const code = codeIn((await readForm(c)).text("code")) ?? "";
  const link = await goodPhoneLink(hub.db, code, hub.clock());
  if (link === undefined) return spent(c, hub);
  return showPrivate(c, whosePhonePage(pageOf(c, hub), { link, code }));
}

async function enterHere(c: HubContext, hub: Hub): Promise<Response> {
  const code = codeIn((await readForm(c)).text("code")) ?? "";
  const opened = await usePhoneLink(hub, code, visitOf(c, hub));
  return isRefused(opened) ? spent(c, hub) : enter(c, hub, opened);
}

async function spent(c: HubContext, hub: Hub): Promise<Response> {
  await recordFailure(hub, visitOf(c, hub), "screen");
  const reason = "link-spent";
  return showPrivate(c, phonePage(pageOf(c, hub), { problem: reason }), refusals[reason][0]);
}
