import { Hono } from "hono";
import { approveRequest, denyRequest } from "../../../accounts/mail/approve-request.ts";
import { signInByLink } from "../../../accounts/mail/sign-in-by-link.ts";
import { isRefused, refusals } from "../../../domain/refusal.ts";
import { answeredPage } from "../../../../ui/pages/mail/answered-page.ts";
import { approvePage } from "../../../../ui/pages/mail/approve-page.ts";
import { signInLinkPage } from "../../../../ui/pages/mail/sign-in-link-page.ts";
import { readMailCookie } from "../../cookies.ts";
import type { Hub, HubContext, HubEnv } from "../../context.ts";
import { requires } from "../../middleware/requires.ts";
import { rateLimit } from "../../middleware/rate-limit.ts";
import { visitOf } from "../../visit.ts";
import { readForm } from "../form.ts";
import { codeIn } from "../link-code.ts";
import { pageOf } from "../page-of.ts";
import { showPrivate } from "../show.ts";
import { comeIn, showOver } from "./sign-in.ts";

/** Where a mail's link leads: in the browser that asked it lets in, in any other it asks to say yes to that one. */
export function signInLinkRoutes(hub: Hub): Hono<HubEnv> {
  const routes = new Hono<HubEnv>();
  // Looking at it changes nothing, so whatever scans mail uses nothing up.
  routes.get("/link", requires("door.use"), (c) => showPrivate(c, signInLinkPage(pageOf(c, hub), {})));
  routes.post("/link", requires("door.use"), rateLimit(hub, "signIns"), (c) => open(c, hub));
  routes.post("/link/answer", requires("door.use"), rateLimit(hub, "signIns"), (c) => answer(c, hub));
  return routes;
}

async function open(c: HubContext, hub: Hub): Promise<Response> {
  const token = codeIn((await readForm(c)).text("code"));
  if (token === undefined) return showPrivate(c, signInLinkPage(pageOf(c, hub), { problem: "incomplete" }), 422);
  const opened = await signInByLink(hub, { token, browser: readMailCookie(c, hub), visit: visitOf(c, hub) });
  if (isRefused(opened)) return showOver(c, hub);
  if (opened.kind === "session") return comeIn(c, hub, opened);
  return showPrivate(c, approvePage(pageOf(c, hub), { token, ...opened }));
}

async function answer(c: HubContext, hub: Hub): Promise<Response> {
  const form = await readForm(c);
  const token = codeIn(form.text("code")) ?? "";
  if (form.has("no")) {
    await denyRequest(hub, token);
    return showPrivate(c, answeredPage(pageOf(c, hub), { answer: "no" }));
  }
  const digits = form.text("digits").normalize("NFKC").replaceAll(/\s/g, "");
  const approved = await approveRequest(hub, { token, digits, visit: visitOf(c, hub) });
  if (!isRefused(approved)) return showPrivate(c, answeredPage(pageOf(c, hub), { answer: "yes", ...approved }));
  if (approved.reason === "request-over") return showOver(c, hub);
  const text = answeredPage(pageOf(c, hub), { answer: "wrong-number" });
  return showPrivate(c, text, refusals[approved.reason][0]);
}
