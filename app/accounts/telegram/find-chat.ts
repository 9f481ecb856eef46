import type { Reader } from "../../db/database.ts";

/** A person's chat, in the language they want to read there. */
export type Chat = { personId: string; chatId: string; name: string; locale: "en" | "ko" };

/** The chat of somebody who may still come in; undefined when they have none. */
export async function chatOf(reader: Reader, personId: string): Promise<Chat | undefined> {
  return found(reader, { personId });
}

/** Whose chat it is; undefined when it was not linked, or its person is shut out. */
export async function findChat(reader: Reader, chatId: string): Promise<Chat | undefined> {
  return found(reader, { chatId });
}

async function found(reader: Reader, by: { personId: string } | { chatId: string }): Promise<Chat | undefined> {
  const query = reader
    .selectFrom("telegram_chat as chat")
    .innerJoin("person", "person.id", "chat.person_id")
    .where("person.state", "=", "active")
    .select(["person_id", "chat_id", "chat.name", "chat.locale as app_locale", "person.locale as chosen_locale"]);
  const row = await (
    "personId" in by ? query.where("person_id", "=", by.personId) : query.where("chat_id", "=", by.chatId)
  ).executeTakeFirst();
  if (row === undefined) return undefined;
  const locale = row.chosen_locale === "" ? row.app_locale : row.chosen_locale;
  return { personId: row.person_id, chatId: row.chat_id, name: row.name, locale };
}
