import { signOut } from "../accounts/sign-out.ts";
import type { OpenedSession } from "../accounts/open-session.ts";
import { ownPath } from "../../ui/safe-url.ts";
import { clearSessionCookie, readSessionCookie, setSessionCookie } from "./cookies.ts";
import type { Hub, HubContext } from "./context.ts";
import { homeOf } from "./home.ts";
import { visitOf } from "./visit.ts";

/** Lets somebody in who has just proved who they are, and leads on to where they wanted to go within this hub. */
export async function enter(c: HubContext, hub: Hub, opened: OpenedSession, wanted = ""): Promise<Response> {
  // Whatever this browser held before is over: a session that somebody put into it must not live on.
  await endOwnSession(c, hub);
  setSessionCookie(c, hub, opened);
  return c.redirect(wanted === "" ? homeOf(opened.role) : ownPath(wanted), 303);
}

export async function leave(c: HubContext, hub: Hub): Promise<Response> {
  await endOwnSession(c, hub);
  clearSessionCookie(c, hub);
  return c.redirect("/", 303);
}

async function endOwnSession(c: HubContext, hub: Hub): Promise<void> {
  const token = readSessionCookie(c, hub);
  if (token !== undefined) await signOut(hub, visitOf(c, hub), token);
}
