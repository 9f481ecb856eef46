import { Hono } from "hono";
import { isLastWayIn } from "../../../accounts/last-way-in.ts";
import { askToLinkChat } from "../../../accounts/telegram/ask-in-chat.ts";
import { findChatRequest } from "../../../accounts/telegram/find-chat-request.ts";
import { readOwnChat } from "../../../accounts/telegram/read-own-chat.ts";
import { unlinkChat } from "../../../accounts/telegram/unlink-chat.ts";
import { isRefused, refusals, refuse } from "../../../domain/refusal.ts";
import { linkCodePage } from "../../../../ui/pages/telegram/link-code-page.ts";
import { linkPage } from "../../../../ui/pages/telegram/link-page.ts";
import { readMailCookie } from "../../cookies.ts";
import type { Hub, HubContext, HubEnv } from "../../context.ts";
import { requires } from "../../middleware/requires.ts";
import { rateLimit } from "../../middleware/rate-limit.ts";
import { answerProblem } from "../../problem.ts";
import { actorOf, signedIn } from "../../visit.ts";
import { accountPath } from "../account/account-path.ts";
import { begin, callerOf } from "../mail/caller.ts";
import { pageOf } from "../page-of.ts";
import { showPrivate } from "../show.ts";

const BASE = "/account/telegram";

/** The chat by which a person can come in. A fresh proof is asked for before the code; looking at it needs no other. */
export function linkTelegramRoutes(hub: Hub): Hono<HubEnv> {
  const routes = new Hono<HubEnv>();
  routes.get("/telegram", requires("account.add-way-in"), (c) => showLink(c, hub));
  routes.post("/telegram", requires("account.add-way-in"), rateLimit(hub, "signIns"), (c) => ask(c, hub));
  routes.get("/telegram/code", requires("account.recover"), (c) => showCode(c, hub));
  routes.post("/telegram/remove", requires("account.secure"), (c) => remove(c, hub));
  return routes;
}

async function showLink(c: HubContext, hub: Hub): Promise<Response> {
  const { id, session } = signedIn(c);
  const props = {
    chat: await readOwnChat(hub.db, id),
    bot: hub.botName(),
    isLast: await isLastWayIn(hub.db, id),
    isWhole: session.scope === "full",
    home: accountPath(c),
  };
  return showPrivate(c, linkPage(pageOf(c, hub), props));
}

async function ask(c: HubContext, hub: Hub): Promise<Response> {
  if (hub.botName() === undefined) return answerProblem(c, refuse("no-bot"));
  return begin(c, hub, await askToLinkChat(hub, { personId: signedIn(c).id }, callerOf(c, hub)), `${BASE}/code`);
}

async function showCode(c: HubContext, hub: Hub): Promise<Response> {
  const browser = readMailCookie(c, hub);
  const request = browser === undefined ? undefined : await findChatRequest(hub, browser, "chat-link");
  if (request === undefined) return c.redirect(BASE, 303);
  const chat = await readOwnChat(hub.db, signedIn(c).id);
  const props = { request, chat, bot: hub.botName(), back: BASE, home: accountPath(c) };
  const status = request.state === "over" ? refusals["request-over"][0] : 200;
  return showPrivate(c, linkCodePage(pageOf(c, hub), props), status);
}

async function remove(c: HubContext, hub: Hub): Promise<Response> {
  const unlinked = await unlinkChat(hub, actorOf(c, hub));
  return isRefused(unlinked) ? answerProblem(c, unlinked) : c.redirect("/account?said=chat-unlinked", 303);
}
