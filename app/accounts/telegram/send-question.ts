import type { SignInTable } from "../../db/schema.ts";
import type { Acting } from "../acting.ts";
import { namePerson } from "../mail/name-person.ts";
import { pressData } from "./answer-question.ts";
import { choicesOf } from "./chat-secrets.ts";
import type { Chatting, Question } from "./chat-words.ts";
import { chatOf } from "./find-chat.ts";
import type { Chat } from "./find-chat.ts";
import { isQuestionedTooOften } from "./question-limit.ts";
import { tellChat } from "./tell-chat.ts";

export type SendingQuestions = Chatting & Acting & { secretKey: string };

/** Puts a request's question to its person's chat, unless it is over by now or they have none. */
export async function sendQuestion(deps: SendingQuestions, requestId: string): Promise<void> {
  const { db, clock, telegram } = deps;
  const row = await db.selectFrom("sign_in").selectAll().where("id", "=", requestId).executeTakeFirst();
  if (row === undefined || row.state !== "waiting" || row.expires_at_ms <= clock()) return;
  const personId = telegram === undefined ? null : await namePerson(db, row);
  if (telegram === undefined || personId === null) return;
  const chat = await chatOf(db, personId);
  if (chat === undefined) return;
  const { id: except, purpose } = row;
  if (await isQuestionedTooOften(db, clock(), { personId: chat.personId, purpose, except })) return;
  const [text, buttons] = [textFor(deps, row, chat), buttonsFor(deps, row, chat)];
  await tellChat(deps, telegram, { chatId: chat.chatId, text, buttons });
}

function textFor({ writeChat }: SendingQuestions, row: SignInTable, { locale }: Chat): string {
  const purpose: Question = row.purpose === "chat-prove" ? "prove" : "sign-in";
  return writeChat(locale, { kind: "question", purpose, device: row.device, door: row.door, atMs: row.created_at_ms });
}

function buttonsFor({ secretKey, labelNo }: SendingQuestions, { id }: SignInTable, { locale }: Chat) {
  const numbers = choicesOf(secretKey, id).map((digits) => ({ label: digits, data: pressData(id, digits) }));
  return [numbers, [{ label: labelNo(locale), data: pressData(id, "no") }]];
}
