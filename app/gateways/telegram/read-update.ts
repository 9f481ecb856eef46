import type { CallbackQuery, Message, Update } from "grammy/types";
import type { ChatUpdate } from "./port.ts";

/** What the hub looks at; Telegram sends nothing else. */
export const KINDS = ["message", "callback_query"] as const;

/** Telegram's words for what happened, in ours. */
export function readUpdate({ update_id: id, message, callback_query: press }: Update): ChatUpdate {
  if (message !== undefined) return readMessage(id, message);
  return press === undefined ? { kind: "other", id } : readPress(id, press);
}

/** Only in a private chat is the chat's number the person's own: in a group somebody else could answer for them. */
function readMessage(id: number, { chat, from, text }: Message): ChatUpdate {
  if (chat.type !== "private" || from?.id !== chat.id || text === undefined) return { kind: "other", id };
  const name = from.username === undefined ? from.first_name : `@${from.username}`;
  return { kind: "text", id, chatId: String(chat.id), text, name, language: from.language_code ?? "" };
}

function readPress(id: number, { id: pressId, from, message, data }: CallbackQuery): ChatUpdate {
  if (message === undefined || data === undefined) return { kind: "other", id };
  const { chat, message_id: messageId } = message;
  const isOwn = chat.type === "private" && chat.id === from.id;
  return { kind: "press", id, pressId, chatId: String(chat.id), messageId, isOwn, data };
}
