import { Hono } from "hono";
import { askToProve } from "../../../accounts/mail/ask-to-prove.ts";
import { findRequest } from "../../../accounts/mail/find-request.ts";
import { proveByCode } from "../../../accounts/mail/prove-by-code.ts";
import { isRefused, refusals, refuse } from "../../../domain/refusal.ts";
import { ownCodePage } from "../../../../ui/pages/mail/own-code-page.ts";
import { requestOverPage } from "../../../../ui/pages/mail/request-over-page.ts";
import { ownPath } from "../../../../ui/safe-url.ts";
import { clearMailCookie, readMailCookie, setSessionCookie } from "../../cookies.ts";
import type { Hub, HubContext, HubEnv } from "../../context.ts";
import { requires } from "../../middleware/requires.ts";
import { rateLimit } from "../../middleware/rate-limit.ts";
import { actorOf, signedIn } from "../../visit.ts";
import { readForm } from "../form.ts";
import { wantedIn } from "../keys/occasion.ts";
import { pageOf } from "../page-of.ts";
import { showPrivate } from "../show.ts";
import { begin, callerOf, refuseRequest } from "./caller.ts";

const BASE = "/account/confirm";

/** Where a person proves with a code by mail that it is them. */
export function confirmByMailRoutes(hub: Hub): Hono<HubEnv> {
  const routes = new Hono<HubEnv>();
  routes.post("/mail", requires("account.read"), rateLimit(hub, "signIns"), (c) => ask(c, hub));
  routes.get("/code", requires("account.read"), (c) => showCode(c, hub));
  routes.post("/code", requires("account.read"), rateLimit(hub, "signIns"), (c) => confirm(c, hub));
  return routes;
}

async function ask(c: HubContext, hub: Hub): Promise<Response> {
  if (!hub.sendsMail) return refuseRequest(c, refuse("no-mail"));
  const form = await readForm(c);
  const request = { address: form.text("address"), personId: signedIn(c).id, wanted: wantedIn(form.text("wanted")) };
  return begin(c, hub, await askToProve(hub, request, callerOf(c, hub)), `${BASE}/code`);
}

async function showCode(c: HubContext, hub: Hub, problem?: "wrong-code"): Promise<Response> {
  const browser = readMailCookie(c, hub);
  const request = browser === undefined ? undefined : await findRequest(hub, browser, ["prove"]);
  if (request === undefined || request.state === "over") return showOver(c, hub);
  const props = { purpose: "prove", address: request.address, action: `${BASE}/code`, back: BASE, problem } as const;
  return showPrivate(c, ownCodePage(pageOf(c, hub), props), problem === undefined ? 200 : refusals[problem][0]);
}

function showOver(c: HubContext, hub: Hub): Response {
  return showPrivate(c, requestOverPage(pageOf(c, hub), { again: BASE }), refusals["request-over"][0]);
}

async function confirm(c: HubContext, hub: Hub): Promise<Response> {
  const browser = readMailCookie(c, hub) ?? "";
  const typed = (await readForm(c)).text("code");
  const proved = await proveByCode(hub, actorOf(c, hub), { browser, typed, sessionId: signedIn(c).session.id });
  if (isRefused(proved)) {
    if (proved.reason === "wrong-code") return showCode(c, hub, proved.reason);
    return proved.reason === "request-over" ? showOver(c, hub) : refuseRequest(c, proved);
  }
  clearMailCookie(c, hub);
  setSessionCookie(c, hub, proved);
  return c.redirect(proved.wanted === "" ? "/account" : ownPath(proved.wanted), 303);
}
