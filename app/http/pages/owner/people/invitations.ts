import { Hono } from "hono";
import { invite } from "../../../../accounts/invite.ts";
import { takeBack } from "../../../../accounts/people/take-back.ts";
import type { Which } from "../../../../accounts/people/take-back.ts";
import { isOnion } from "../../../../domain/door.ts";
import { isRefused } from "../../../../domain/refusal.ts";
import { invitedPersonPage } from "../../../../../ui/pages/owner/people/invited-page.ts";
import { originOf, shopAddress } from "../../../addresses.ts";
import type { Hub, HubContext, HubEnv } from "../../../context.ts";
import { requires } from "../../../middleware/requires.ts";
import { answerProblem } from "../../../problem.ts";
import { actorOf } from "../../../visit.ts";
import { cleanName } from "../../clean-name.ts";
import { readForm } from "../../form.ts";
import { pageOf } from "../../page-of.ts";
import { showPrivate } from "../../show.ts";
import { showPeople } from "./list.ts";

/** Links for people who help with the hub, and taking back any link that is not used yet. */
export function invitationRoutes(hub: Hub): Hono<HubEnv> {
  const routes = new Hono<HubEnv>();
  routes.post("/people/invite", requires("people.manage"), (c) => inviteHelper(c, hub));
  routes.post("/people/invitations/:id/take-back", requires("people.manage"), (c) =>
    backAgain(c, hub, { id: c.req.param("id") }),
  );
  // Whoever may let a seller in may think better of it; no other link of the hub is within their reach.
  routes.post("/stalls/:stall/invitations/:id/take-back", requires("sellers.invite"), (c) =>
    backAgain(c, hub, { id: c.req.param("id"), stallId: c.req.param("stall") }),
  );
  return routes;
}

/** The link is in the answer alone: no address, no history and no log ever holds it. */
async function inviteHelper(c: HubContext, hub: Hub): Promise<Response> {
  const page = pageOf(c, hub);
  const sent = await readForm(c);
  const [role, name] = [sent.text("role"), cleanName(sent.text("name"))];
  if (role !== "operator" && role !== "support" && role !== "viewer")
    return showPeople(c, hub, { role, name, message: page.t("errors.field.choice") });
  const { token, expiresAtMs } = await invite(hub, { role, name }, actorOf(c, hub));
  const link = `${joinAddress(c, hub)}/join#${token}`;
  return showPrivate(c, invitedPersonPage(page, { role, name, link, expiresAtMs }));
}

/** Whoever helps with the hub needs a door that has its desk; this page is behind one, and over Tor no other is named. */
function joinAddress(c: HubContext, hub: Hub): string {
  if (isOnion(hub.door.kind)) return originOf(c, hub);
  return hub.addresses.admin ?? shopAddress(c, hub);
}

async function backAgain(c: HubContext, hub: Hub, which: Which): Promise<Response> {
  const taken = await takeBack(hub, actorOf(c, hub), which);
  return isRefused(taken) ? answerProblem(c, taken) : c.redirect("/owner/people?said=taken-back", 303);
}
