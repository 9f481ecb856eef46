import { Hono } from "hono";
import { listInvitations } from "../../../../accounts/people/list-invitations.ts";
import { listPeople } from "../../../../accounts/people/list-people.ts";
import { isId } from "../../../../domain/ids.ts";
import { isRole } from "../../../../domain/permissions.ts";
import type { InviteTried } from "../../../../../ui/pages/owner/people/invite-form.ts";
import { peoplePage } from "../../../../../ui/pages/owner/people/people-page.ts";
import type { Hub, HubContext, HubEnv } from "../../../context.ts";
import { requires } from "../../../middleware/requires.ts";
import { pageOf } from "../../page-of.ts";
import { showPrivate } from "../../show.ts";

const SHOWN = 25;

/** Who can sign in here, by role and name, a page at a time. */
export function listRoutes(hub: Hub): Hono<HubEnv> {
  const routes = new Hono<HubEnv>();
  routes.get("/people", requires("people.read"), (c) => showPeople(c, hub));
  return routes;
}

export async function showPeople(c: HubContext, hub: Hub, tried?: InviteTried): Promise<Response> {
  const page = pageOf(c, hub);
  const asked = c.req.query("role") ?? "";
  const role = isRole(asked) ? asked : undefined;
  const search = (c.req.query("search") ?? "").trim();
  const last = c.req.query("before") ?? "";
  const before = isId("per", last) ? last : undefined;
  const { people, nextBefore } = await listPeople(hub.db, { role, search, before, limit: SHOWN });
  const text = peoplePage(page, {
    people,
    role,
    search,
    nextBefore,
    isFirstPage: before === undefined,
    invitations: await listInvitations(hub.db, hub.clock()),
    tried,
    notice: c.req.query("said") === "taken-back" ? page.t("people.said.taken-back") : undefined,
  });
  return showPrivate(c, text, tried === undefined ? 200 : 422);
}
