import { Hono } from "hono";
import { askToProveByChat } from "../../../accounts/telegram/ask-in-chat.ts";
import { proveByChat } from "../../../accounts/telegram/finish-by-chat.ts";
import { isRefused, refuse } from "../../../domain/refusal.ts";
import { ownPath } from "../../../../ui/safe-url.ts";
import { clearMailCookie, readMailCookie, setSessionCookie } from "../../cookies.ts";
import type { Hub, HubContext, HubEnv } from "../../context.ts";
import { requires } from "../../middleware/requires.ts";
import { rateLimit } from "../../middleware/rate-limit.ts";
import { answerProblem } from "../../problem.ts";
import { actorOf, signedIn } from "../../visit.ts";
import { readForm } from "../form.ts";
import { wantedIn } from "../keys/occasion.ts";
import { begin, callerOf } from "../mail/caller.ts";
import { showOver, showWaiting } from "./waiting.ts";

const BASE = "/account/confirm/telegram";
const waiting = { purpose: "chat-prove", finish: `${BASE}/finish`, back: "/account/confirm" } as const;

/** Where a person proves in their chat that it is them. */
export function confirmByTelegramRoutes(hub: Hub): Hono<HubEnv> {
  const routes = new Hono<HubEnv>();
  routes.post("/telegram", requires("account.read"), rateLimit(hub, "signIns"), (c) => ask(c, hub));
  routes.get("/telegram", requires("account.read"), (c) => showWaiting(c, hub, waiting));
  routes.post("/telegram/finish", requires("account.read"), (c) => finish(c, hub));
  return routes;
}

async function ask(c: HubContext, hub: Hub): Promise<Response> {
  if (hub.botName() === undefined) return answerProblem(c, refuse("no-bot"));
  const wanted = wantedIn((await readForm(c)).text("wanted"));
  return begin(c, hub, await askToProveByChat(hub, { personId: signedIn(c).id, wanted }, callerOf(c, hub)), BASE);
}

async function finish(c: HubContext, hub: Hub): Promise<Response> {
  const browser = readMailCookie(c, hub);
  if (browser === undefined) return c.redirect(waiting.back, 303);
  const proved = await proveByChat(hub, actorOf(c, hub), { browser, sessionId: signedIn(c).session.id });
  if (isRefused(proved)) return showOver(c, hub, waiting.back);
  clearMailCookie(c, hub);
  setSessionCookie(c, hub, proved);
  return c.redirect(proved.wanted === "" ? "/account" : ownPath(proved.wanted), 303);
}
