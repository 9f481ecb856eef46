import { Hono } from "hono";
import { askToEnterByChat } from "../../../accounts/telegram/ask-in-chat.ts";
import { enterByChat } from "../../../accounts/telegram/finish-by-chat.ts";
import { isRefused, refuse } from "../../../domain/refusal.ts";
import { readMailCookie } from "../../cookies.ts";
import type { Hub, HubContext, HubEnv } from "../../context.ts";
import { requires } from "../../middleware/requires.ts";
import { rateLimit } from "../../middleware/rate-limit.ts";
import { answerProblem } from "../../problem.ts";
import { visitOf } from "../../visit.ts";
import { readForm } from "../form.ts";
import { wantedIn } from "../keys/occasion.ts";
import { begin, callerOf } from "../mail/caller.ts";
import { comeIn } from "../mail/sign-in.ts";
import { showOver, showWaiting } from "./waiting.ts";

const waiting = { purpose: "chat-sign-in", finish: "/sign-in/telegram/finish", back: "/sign-in" } as const;

/** Coming in by a chat, in the browser that asks for it. */
export function signInByTelegramRoutes(hub: Hub): Hono<HubEnv> {
  const routes = new Hono<HubEnv>();
  routes.post("/telegram", requires("door.use"), rateLimit(hub, "signIns"), (c) => ask(c, hub));
  routes.get("/telegram", requires("door.use"), (c) => showWaiting(c, hub, waiting));
  routes.post("/telegram/finish", requires("door.use"), (c) => finish(c, hub));
  return routes;
}

async function ask(c: HubContext, hub: Hub): Promise<Response> {
  if (hub.botName() === undefined) return answerProblem(c, refuse("no-bot"));
  const wanted = wantedIn((await readForm(c)).text("wanted"));
  return begin(c, hub, await askToEnterByChat(hub, { wanted }, callerOf(c, hub)), "/sign-in/telegram");
}

async function finish(c: HubContext, hub: Hub): Promise<Response> {
  const browser = readMailCookie(c, hub);
  if (browser === undefined) return c.redirect(waiting.back, 303);
  const came = await enterByChat(hub, { browser, visit: visitOf(c, hub) });
  return isRefused(came) ? showOver(c, hub, waiting.back) : comeIn(c, hub, came);
}
