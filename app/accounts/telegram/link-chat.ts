import type { Tx } from "../../db/database.ts";
import type { OpenRow } from "../mail/find-request.ts";
import type { Requesting } from "../mail/request.ts";
import { useUp } from "../mail/use-up.ts";
import { notify } from "../notify.ts";
import { recordAct } from "../record-act.ts";
import type { ChatWords } from "./chat-words.ts";
import type { Writer } from "./take-chat-code.ts";

/**
 * Makes a chat its person's own: whoever holds it can come in from now on. It takes the place of the one from before,
 * and every place where the person was reached until now hears of it.
 */
export async function linkChat(tx: Tx, deps: Requesting, row: OpenRow, writer: Writer): Promise<ChatWords> {
  const { person_id: personId, door, device } = row;
  const person = await tx
    .selectFrom("person")
    .select("name")
    .where("id", "=", personId)
    .where("state", "=", "active")
    .executeTakeFirst();
  if (person === undefined || personId === null || !(await useUp(tx, row))) return { kind: "code-over" };
  if (await isAnothers(tx, writer.chatId, personId)) return { kind: "chat-taken" };
  await notify(tx, deps, personId, "chat-added");
  await tx.deleteFrom("telegram_chat").where("person_id", "=", personId).execute();
  const { chatId: chat_id, name, locale } = writer;
  await tx
    .insertInto("telegram_chat")
    .values({ person_id: personId, chat_id, name, locale, created_at_ms: deps.clock() })
    .execute();
  const act = { type: "chat.linked", stream: personId, body: {} };
  await recordAct(tx, deps, { personId, door, device }, act);
  return { kind: "linked", person: person.name };
}

async function isAnothers(tx: Tx, chatId: string, personId: string): Promise<boolean> {
  const chat = await tx
    .selectFrom("telegram_chat")
    .select("person_id")
    .where("chat_id", "=", chatId)
    .executeTakeFirst();
  return chat !== undefined && chat.person_id !== personId;
}
