import { answerQuestion } from "../accounts/telegram/answer-question.ts";
import type { ChatWords, WriteChat } from "../accounts/telegram/chat-words.ts";
import { findChat } from "../accounts/telegram/find-chat.ts";
import { takeChatCode } from "../accounts/telegram/take-chat-code.ts";
import type { Requesting } from "../accounts/mail/request.ts";
import type { ChatUpdate, TelegramPort } from "../gateways/telegram/port.ts";
import type { TokenBuckets } from "../http/token-buckets.ts";

export type Handling = Requesting & {
  telegram: TelegramPort;
  writeChat: WriteChat;
  /** How often one chat is listened to: each message may be a guess at a code. */
  listening: TokenBuckets;
};

type Text = ChatUpdate & { kind: "text" };
type Press = ChatUpdate & { kind: "press" };

/** Does what somebody asks for in a chat, and says there what came of it. */
export async function handleUpdate(deps: Handling, update: ChatUpdate): Promise<void> {
  if (update.kind === "other" || deps.listening.take(update.chatId) > 0) return;
  await (update.kind === "text" ? handleText(deps, update) : handlePress(deps, update));
}

async function handleText(deps: Handling, { chatId, name, language, text }: Text): Promise<void> {
  const app = language.startsWith("ko") ? "ko" : "en";
  const reply = await takeChatCode(deps, { chatId, name, locale: app }, text);
  if (reply === undefined) return;
  const locale = (await findChat(deps.db, chatId))?.locale ?? app;
  // Whoever writes and then blocks the bot gets no answer, and needs none.
  await deps.telegram.send({ chatId, text: deps.writeChat(locale, reply), buttons: [] });
}

async function handlePress(deps: Handling, press: Press): Promise<void> {
  const answered: ChatWords = { kind: await answerQuestion(deps, press) };
  const chat = await findChat(deps.db, press.chatId);
  const text = deps.writeChat(chat?.locale ?? "en", answered);
  await deps.telegram.answer(press.pressId, text);
  await deps.telegram.replace(press, text);
}
