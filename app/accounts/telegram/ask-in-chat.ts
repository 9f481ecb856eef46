import { transact } from "../../db/transact.ts";
import { isRefused, refuse } from "../../domain/refusal.ts";
import type { Refused } from "../../domain/refusal.ts";
import type { Caller, OpenedRequest, Requesting } from "../mail/request.ts";
import { openChatRequest } from "./open-chat-request.ts";
import { isQuestionedTooOften } from "./question-limit.ts";
import { queueQuestion } from "./queue-question.ts";

/** Somebody wants to come in by their chat. Nobody is asked before that chat itself says whose request it is. */
export async function askToEnterByChat(
  deps: Requesting,
  { wanted }: { wanted: string },
  caller: Caller,
): Promise<OpenedRequest | Refused<"too-many-requests">> {
  return transact(deps.db, (tx) =>
    openChatRequest(tx, deps, { purpose: "chat-sign-in", personId: undefined, wanted }, caller),
  );
}

/** A person who is signed in wants to link a chat to their account; the code for it is shown in this browser. */
export async function askToLinkChat(
  deps: Requesting,
  { personId }: { personId: string },
  caller: Caller,
): Promise<OpenedRequest | Refused<"too-many-requests">> {
  return transact(deps.db, (tx) => openChatRequest(tx, deps, { purpose: "chat-link", personId }, caller));
}

/** A person who is signed in is asked in their chat, to show again that it is them. */
export async function askToProveByChat(
  deps: Requesting,
  { personId, wanted }: { personId: string; wanted: string },
  caller: Caller,
): Promise<OpenedRequest | Refused<"too-many-requests" | "no-chat">> {
  return transact(deps.db, async (tx) => {
    const chat = tx.selectFrom("telegram_chat").select("chat_id").where("person_id", "=", personId);
    if ((await chat.executeTakeFirst()) === undefined) return refuse("no-chat");
    if (await isQuestionedTooOften(tx, deps.clock(), { personId, purpose: "chat-prove" }))
      return refuse("too-many-requests");
    const opened = await openChatRequest(tx, deps, { purpose: "chat-prove", personId, wanted }, caller);
    if (!isRefused(opened)) await queueQuestion(tx, deps, opened.requestId);
    return opened;
  });
}
