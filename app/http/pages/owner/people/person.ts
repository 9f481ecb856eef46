import { Hono } from "hono";
import { listSessions } from "../../../../accounts/list-sessions.ts";
import { findPerson } from "../../../../accounts/people/list-people.ts";
import type { PersonSummary } from "../../../../accounts/people/list-people.ts";
import { nameStalls } from "../../../../catalog/name-stalls.ts";
import { refuse } from "../../../../domain/refusal.ts";
import { personPage } from "../../../../../ui/pages/owner/people/person-page.ts";
import type { RoleTried } from "../../../../../ui/pages/owner/people/role-card.ts";
import type { Hub, HubContext, HubEnv } from "../../../context.ts";
import { requires } from "../../../middleware/requires.ts";
import { answerProblem } from "../../../problem.ts";
import { pageOf } from "../../page-of.ts";
import { showPrivate } from "../../show.ts";

/** One person's page. */
export function personRoutes(hub: Hub): Hono<HubEnv> {
  const routes = new Hono<HubEnv>();
  routes.get("/people/:id", requires("people.read"), (c) => withPerson(c, hub, (person) => showPerson(c, hub, person)));
  return routes;
}

type WithPerson = (person: PersonSummary) => Response | Promise<Response>;

export async function withPerson(c: HubContext, hub: Hub, then: WithPerson): Promise<Response> {
  const person = await findPerson(hub.db, c.req.param("id") ?? "");
  return person === undefined ? answerProblem(c, refuse("unknown-person")) : then(person);
}

/** What the page can say after something was done. */
const SAID = ["role-changed", "shut-out", "let-in", "device-ended", "devices-ended"] as const;

export type PersonSaid = (typeof SAID)[number];

export async function showPerson(c: HubContext, hub: Hub, person: PersonSummary, tried?: RoleTried): Promise<Response> {
  const page = pageOf(c, hub);
  const said = SAID.find((each) => each === c.req.query("said"));
  const text = personPage(page, {
    person,
    devices: await listSessions(hub.db, person, hub.clock()),
    stalls: await nameStalls(hub.db),
    tried,
    notice: said === undefined ? undefined : page.t(`people.said.${said}`),
  });
  return showPrivate(c, text, tried === undefined ? 200 : 422);
}
