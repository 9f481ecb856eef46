import { Hono } from "hono";
import { proveByLink } from "../../../accounts/prove-by-link.ts";
import { isRefused, refusals } from "../../../domain/refusal.ts";
import { confirmPage } from "../../../../ui/pages/account/confirm-page.ts";
import { ownPath } from "../../../../ui/safe-url.ts";
import { setSessionCookie } from "../../cookies.ts";
import type { Hub, HubContext, HubEnv } from "../../context.ts";
import { requires } from "../../middleware/requires.ts";
import { rateLimit } from "../../middleware/rate-limit.ts";
import { actorOf, signedIn } from "../../visit.ts";
import { readForm } from "../form.ts";
import { codeIn } from "../link-code.ts";
import { pageOf } from "../page-of.ts";
import { showPrivate } from "../show.ts";

/** Where a person proves again who they are, before something that lets people in for good. */
export function confirmRoutes(hub: Hub): Hono<HubEnv> {
  const routes = new Hono<HubEnv>();
  routes.get("/confirm", requires("account.read"), (c) => showConfirm(c, hub, c.req.query("wanted") ?? ""));
  routes.post("/confirm/link", requires("account.read"), rateLimit(hub, "signIns"), (c) => confirmByLink(c, hub));
  return routes;
}

export function showConfirm(c: HubContext, hub: Hub, wanted: string, problem?: "link-spent"): Response {
  const text = confirmPage(pageOf(c, hub), { role: signedIn(c).role, wanted: ownPath(wanted), problem });
  return showPrivate(c, text, problem === undefined ? 200 : refusals[problem][0]);
}

async function confirmByLink(c: HubContext, hub: Hub): Promise<Response> {
  const form = await readForm(c);
  const [token, wanted] = [codeIn(form.text("code")) ?? "", form.text("wanted")];
  const proved = await proveByLink(hub, actorOf(c, hub), { sessionId: signedIn(c).session.id, token });
  if (isRefused(proved)) return showConfirm(c, hub, wanted, proved.reason);
  setSessionCookie(c, hub, proved);
  return c.redirect(ownPath(wanted), 303);
}
