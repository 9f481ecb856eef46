import { Hono } from "hono";
import { askToSignIn } from "../../../accounts/mail/ask-to-sign-in.ts";
import { COMING_IN } from "../../../accounts/mail/come-in.ts";
import { findRequest } from "../../../accounts/mail/find-request.ts";
import { finishWaiting } from "../../../accounts/mail/finish-waiting.ts";
import type { OwnRequest } from "../../../accounts/mail/request.ts";
import { signInByCode } from "../../../accounts/mail/sign-in-by-code.ts";
import type { CameIn } from "../../../accounts/mail/come-in.ts";
import { readMailAddress } from "../../../domain/mail-address.ts";
import { isRefused, refusals, refuse } from "../../../domain/refusal.ts";
import { requestOverPage } from "../../../../ui/pages/mail/request-over-page.ts";
import { signInCodePage } from "../../../../ui/pages/mail/sign-in-code-page.ts";
import { signInWaitingPage } from "../../../../ui/pages/mail/sign-in-waiting-page.ts";
import { clearMailCookie, readMailCookie } from "../../cookies.ts";
import type { Hub, HubContext, HubEnv } from "../../context.ts";
import { enter } from "../../enter.ts";
import { requires } from "../../middleware/requires.ts";
import { rateLimit } from "../../middleware/rate-limit.ts";
import { visitOf } from "../../visit.ts";
import { readForm } from "../form.ts";
import { wantedIn } from "../keys/occasion.ts";
import { pageOf } from "../page-of.ts";
import { showPrivate } from "../show.ts";
import { showSignIn } from "../sign-in/show-sign-in.ts";
import { begin, callerOf, letterTurns, refuseRequest } from "./caller.ts";
import type { MayWrite } from "./caller.ts";

/** Coming in by mail, in the browser that asks for it. */
export function signInByMailRoutes(hub: Hub): Hono<HubEnv> {
  const routes = new Hono<HubEnv>();
  const mayWrite = letterTurns(hub);
  routes.post("/mail", requires("door.use"), rateLimit(hub, "signIns"), (c) => ask(c, hub, mayWrite));
  routes.get("/mail/code", requires("door.use"), (c) => withRequest(c, hub, (request) => showCode(c, hub, request)));
  routes.post("/mail/code", requires("door.use"), rateLimit(hub, "signIns"), (c) => enterByCode(c, hub));
  routes.get("/mail/waiting", requires("door.use"), (c) =>
    withRequest(c, hub, (request) => showPrivate(c, signInWaitingPage(pageOf(c, hub), request))),
  );
  routes.post("/mail/finish", requires("door.use"), (c) => finish(c, hub));
  return routes;
}

async function ask(c: HubContext, hub: Hub, mayWrite: MayWrite): Promise<Response> {
  if (!hub.sendsMail) return refuseRequest(c, refuse("no-mail"));
  const form = await readForm(c);
  const [typed, wanted] = [form.text("address"), wantedIn(form.text("wanted"))];
  const address = readMailAddress(typed);
  if (address === undefined) return showSignIn(c, hub, { wanted, mistyped: typed }, 422);
  if (!mayWrite(c, address)) return refuseRequest(c, refuse("too-many-requests"));
  return begin(c, hub, await askToSignIn(hub, { address, wanted }, callerOf(c, hub)), "/sign-in/mail/code");
}

/** What this browser waits for. When it waits for nothing, it begins anew; when that is over, it is told. */
async function withRequest(c: HubContext, hub: Hub, then: (request: OwnRequest) => Response): Promise<Response> {
  const browser = readMailCookie(c, hub);
  const request = browser === undefined ? undefined : await findRequest(hub, browser, COMING_IN);
  if (request === undefined) return c.redirect("/sign-in", 303);
  return request.state === "over" ? showOver(c, hub) : then(request);
}

export function showOver(c: HubContext, hub: Hub): Response {
  return showPrivate(c, requestOverPage(pageOf(c, hub), { again: "/sign-in" }), refusals["request-over"][0]);
}

function showCode(c: HubContext, hub: Hub, request: OwnRequest, problem?: "wrong-code"): Response {
  const text = signInCodePage(pageOf(c, hub), { request, problem, hasBot: hub.botName() !== undefined });
  return showPrivate(c, text, problem === undefined ? 200 : refusals[problem][0]);
}

async function enterByCode(c: HubContext, hub: Hub): Promise<Response> {
  const browser = readMailCookie(c, hub);
  if (browser === undefined) return c.redirect("/sign-in", 303);
  const typed = (await readForm(c)).text("code");
  const came = await signInByCode(hub, { browser, typed, visit: visitOf(c, hub) });
  if (!isRefused(came)) return comeIn(c, hub, came);
  const { reason } = came;
  if (reason === "wrong-code") return withRequest(c, hub, (request) => showCode(c, hub, request, reason));
  return reason === "request-over" ? showOver(c, hub) : refuseRequest(c, came);
}

async function finish(c: HubContext, hub: Hub): Promise<Response> {
  const browser = readMailCookie(c, hub);
  if (browser === undefined) return c.redirect("/sign-in", 303);
  const came = await finishWaiting(hub, { browser, visit: visitOf(c, hub) });
  return isRefused(came) ? showOver(c, hub) : comeIn(c, hub, came);
}

export async function comeIn(c: HubContext, hub: Hub, came: CameIn): Promise<Response> {
  clearMailCookie(c, hub);
  return enter(c, hub, came, came.wanted);
}
