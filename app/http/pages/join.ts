import { Hono } from "hono";
import { acceptInvitation } from "../../accounts/accept-invitation.ts";
import { recordFailure } from "../../accounts/record-failure.ts";
import { claim } from "../../accounts/claim.ts";
import { isRefused, refusals } from "../../domain/refusal.ts";
import { joinPage } from "../../../ui/pages/join-page.ts";
import type { Hub, HubContext, HubEnv } from "../context.ts";
import { enter, leave } from "../enter.ts";
import { requires } from "../middleware/requires.ts";
import { rateLimit } from "../middleware/rate-limit.ts";
import { visitOf } from "../visit.ts";
import { cleanName } from "./clean-name.ts";
import { readForm } from "./form.ts";
import { codeIn } from "./link-code.ts";
import { pageOf } from "./page-of.ts";
import { showPrivate } from "./show.ts";

/** The door for the owner and the sellers: a link's code becomes a session. */
export function joinRoutes(hub: Hub): Hono<HubEnv> {
  const routes = new Hono<HubEnv>();
  // Looking at the door opens nothing, so a link preview cannot use up the code.
  routes.get("/join", requires("door.use"), (c) => showPrivate(c, joinPage(pageOf(c, hub), { name: "" })));
  routes.post("/join", requires("door.use"), rateLimit(hub, "signIns"), (c) => join(c, hub));
  routes.post("/sign-out", requires("door.use"), (c) => leave(c, hub));
  return routes;
}

async function join(c: HubContext, hub: Hub): Promise<Response> {
  const form = await readForm(c);
  const name = cleanName(form.text("name"));
  const typed = form.text("code");
  const code = (await claim(hub, typed, hub.claimCode)) ?? codeIn(typed);
  if (code === undefined) return showPrivate(c, joinPage(pageOf(c, hub), { name, problem: "short" }), 422);
  const opened = await acceptInvitation(hub, code, { name, visit: visitOf(c, hub) });
  if (isRefused(opened)) {
    await recordFailure(hub, visitOf(c, hub), "link");
    return showPrivate(c, joinPage(pageOf(c, hub), { name, problem: "spent" }), refusals[opened.reason][0]);
  }
  return enter(c, hub, opened);
}
