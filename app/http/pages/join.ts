import { Hono } from "hono";
import { acceptInvitation } from "../../accounts/accept-invitation.ts";
import { signOut } from "../../accounts/sign-out.ts";
import { homeOf } from "../home.ts";
import { visitOf } from "../visit.ts";
import { isRefused, refusals } from "../../domain/refusal.ts";
import { joinPage } from "../../../ui/pages/join-page.ts";
import { clearSessionCookie, readSessionCookie, setSessionCookie } from "../cookies.ts";
import type { Hub, HubContext, HubEnv } from "../context.ts";
import { requires } from "../middleware/requires.ts";
import { rateLimit } from "../middleware/rate-limit.ts";
import { readForm } from "./form.ts";
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

/** 256 bits as base64url, wherever it stands in what was pasted: the code alone or the whole link. */
const CODE = /(?:^|#)([\w-]{43})$/;

async function join(c: HubContext, hub: Hub): Promise<Response> {
  const form = await readForm(c);
  const name = form.text("name").normalize("NFC").replaceAll(/\p{C}/gu, "").trim().slice(0, 80);
  const code = CODE.exec(form.text("code").trim())?.[1];
  if (code === undefined) return showPrivate(c, joinPage(pageOf(c, hub), { name, problem: "short" }), 422);
  const opened = await acceptInvitation(hub, code, { name, visit: visitOf(c, hub) });
  if (isRefused(opened))
    return showPrivate(c, joinPage(pageOf(c, hub), { name, problem: "spent" }), refusals[opened.reason][0]);
  await endSession(c, hub);
  setSessionCookie(c, hub, opened);
  return c.redirect(homeOf(opened.role), 303);
}

async function leave(c: HubContext, hub: Hub): Promise<Response> {
  await endSession(c, hub);
  clearSessionCookie(c, hub);
  return c.redirect("/", 303);
}

async function endSession(c: HubContext, hub: Hub): Promise<void> {
  const token = readSessionCookie(c, hub);
  if (token !== undefined) await signOut(hub.db, token);
}
