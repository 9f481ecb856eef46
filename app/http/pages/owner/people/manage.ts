import { Hono } from "hono";
import { endOtherSessions, endSession } from "../../../../accounts/end-session.ts";
import { changeRole } from "../../../../accounts/people/change-role.ts";
import type { NewRole } from "../../../../accounts/people/change-role.ts";
import type { PersonSummary } from "../../../../accounts/people/list-people.ts";
import { letIn, shutOut } from "../../../../accounts/people/shut-out.ts";
import { transact } from "../../../../db/transact.ts";
import { isRole } from "../../../../domain/permissions.ts";
import { isRefused, refuse } from "../../../../domain/refusal.ts";
import type { Refused } from "../../../../domain/refusal.ts";
import type { Hub, HubContext, HubEnv } from "../../../context.ts";
import { requires } from "../../../middleware/requires.ts";
import { answerProblem } from "../../../problem.ts";
import { actorOf } from "../../../visit.ts";
import { readForm } from "../../form.ts";
import { pageOf } from "../../page-of.ts";
import { showPerson, withPerson } from "./person.ts";
import type { PersonSaid } from "./person.ts";

/** What the owner alone can do about a person, after a fresh proof. */
export function managingRoutes(hub: Hub): Hono<HubEnv> {
  const routes = new Hono<HubEnv>();
  const at = "/people/:id";
  routes.post(`${at}/role`, requires("people.manage"), (c) => withPerson(c, hub, (person) => change(c, hub, person)));
  routes.post(`${at}/shut-out`, requires("people.manage"), (c) =>
    withPerson(c, hub, async ({ id }) => said(c, await shutOut(hub, actorOf(c, hub), id), "shut-out")),
  );
  routes.post(`${at}/let-in`, requires("people.manage"), (c) =>
    withPerson(c, hub, async ({ id }) => said(c, await letIn(hub, actorOf(c, hub), id), "let-in")),
  );
  routes.post(`${at}/devices/end-all`, requires("people.manage"), (c) =>
    withPerson(c, hub, (person) => endAll(c, hub, person)),
  );
  routes.post(`${at}/devices/:session/end`, requires("people.manage"), (c) =>
    withPerson(c, hub, async ({ id: personId }) => {
      const whose = { personId, sessionId: c.req.param("session") };
      return said(c, await endSession(hub, actorOf(c, hub), whose), "device-ended");
    }),
  );
  return routes;
}

function said(c: HubContext, done: { kind: string } | Refused, what: PersonSaid): Response | Promise<Response> {
  if (isRefused(done)) return answerProblem(c, done);
  return c.redirect(`/owner/people/${c.req.param("id")}?said=${what}`, 303);
}

async function endAll(c: HubContext, hub: Hub, person: PersonSummary): Promise<Response> {
  const whose = { personId: person.id, except: undefined };
  await transact(hub.db, (tx) => endOtherSessions(tx, hub, actorOf(c, hub), whose));
  return said(c, { kind: "ended" }, "devices-ended");
}

async function change(c: HubContext, hub: Hub, person: PersonSummary): Promise<Response> {
  const { t } = pageOf(c, hub);
  const sent = await readForm(c);
  const [role, stall, from] = [sent.text("role"), sent.text("stall"), sent.text("from")];
  const to = newRole(role, stall);
  const again = (errors: { role?: string; stall?: string }) => showPerson(c, hub, person, { role, stall, errors });
  if (to === undefined) return again({ role: t("errors.field.choice") });
  if (to.role === "seller" && to.stallId === "") return again({ stall: t("people.person.role.stall.missing") });
  if (!isRole(from)) return answerProblem(c, refuse("person-changed"));
  const changed = await changeRole(hub, actorOf(c, hub), { personId: person.id, from, to });
  if (isRefused(changed) && changed.reason === "unknown-stall")
    return again({ stall: t("errors.reason.unknown-stall") });
  return said(c, changed, "role-changed");
}

function newRole(role: string, stallId: string): NewRole | undefined {
  if (!isRole(role) || role === "owner") return undefined;
  return role === "seller" ? { role, stallId } : { role };
}
