import { Hono } from "hono";
import { endOtherSessions, endSession } from "../../../accounts/end-session.ts";
import { transact } from "../../../db/transact.ts";
import { isRefused } from "../../../domain/refusal.ts";
import { clearSessionCookie } from "../../cookies.ts";
import type { Hub, HubContext, HubEnv } from "../../context.ts";
import { requires } from "../../middleware/requires.ts";
import { answerProblem } from "../../problem.ts";
import { actorOf, signedIn } from "../../visit.ts";

/** Where a person is signed in, and the way to end that from afar. */
export function deviceRoutes(hub: Hub): Hono<HubEnv> {
  const routes = new Hono<HubEnv>();
  routes.post("/devices/:id/end", requires("account.edit"), (c) => endOne(c, hub, c.req.param("id")));
  routes.post("/devices/end-others", requires("account.edit"), (c) => endOthers(c, hub));
  return routes;
}

async function endOne(c: HubContext, hub: Hub, sessionId: string): Promise<Response> {
  const person = signedIn(c);
  const ended = await endSession(hub, actorOf(c, hub), { personId: person.id, sessionId });
  if (isRefused(ended)) return answerProblem(c, ended);
  if (sessionId !== person.session.id) return c.redirect("/account?said=device-ended", 303);
  clearSessionCookie(c, hub);
  return c.redirect("/", 303);
}

async function endOthers(c: HubContext, hub: Hub): Promise<Response> {
  const person = signedIn(c);
  const whose = { personId: person.id, except: person.session.id };
  await transact(hub.db, (tx) => endOtherSessions(tx, hub, actorOf(c, hub), whose));
  return c.redirect("/account?said=others-ended", 303);
}
