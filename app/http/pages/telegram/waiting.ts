import type { ChatPurpose } from "../../../db/schema.ts";
import { findChatRequest } from "../../../accounts/telegram/find-chat-request.ts";
import { refusals } from "../../../domain/refusal.ts";
import { chatOverPage } from "../../../../ui/pages/telegram/over-page.ts";
import { chatWaitingPage } from "../../../../ui/pages/telegram/waiting-page.ts";
import { readMailCookie } from "../../cookies.ts";
import type { Hub, HubContext } from "../../context.ts";
import { pageOf } from "../page-of.ts";
import { showPrivate } from "../show.ts";

export type Waiting = {
  purpose: Exclude<ChatPurpose, "chat-link">;
  /** Where the page goes on once somebody has said yes. */
  finish: string;
  /** Where it can be asked again, or in another way. */
  back: string;
};

/** What this browser waits for in a chat. */
export async function showWaiting(c: HubContext, hub: Hub, { purpose, finish, back }: Waiting): Promise<Response> {
  const browser = readMailCookie(c, hub);
  const request = browser === undefined ? undefined : await findChatRequest(hub, browser, purpose);
  if (request === undefined) return c.redirect(back, 303);
  if (request.state === "over" || request.state === "used") return showOver(c, hub, back);
  return showPrivate(c, chatWaitingPage(pageOf(c, hub), { request, bot: hub.botName(), finish, back }));
}

export function showOver(c: HubContext, hub: Hub, back: string): Response {
  return showPrivate(c, chatOverPage(pageOf(c, hub), { back }), refusals["request-over"][0]);
}
