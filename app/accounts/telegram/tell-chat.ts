import type { Db } from "../../db/database.ts";
import { transact } from "../../db/transact.ts";
import type { ChatMessage, TelegramPort } from "../../gateways/telegram/port.ts";
import type { Acting } from "../acting.ts";
import { notify } from "../notify.ts";
import { NOBODY, recordAct } from "../record-act.ts";

/**
 * Writes to a chat. One that has moved is followed once; one that takes nothing from the bot any more is forgotten, so
 * that nobody is offered to be asked where nothing arrives. Other failures are thrown, for the job to run again.
 */
export async function tellChat(deps: Acting, telegram: TelegramPort, message: ChatMessage): Promise<"sent" | "gone"> {
  const first = await telegram.send(message);
  if (first.kind === "moved") await followChat(deps.db, message.chatId, first.chatId);
  const sent = first.kind === "moved" ? await telegram.send({ ...message, chatId: first.chatId }) : first;
  if (sent.kind === "sent") return "sent";
  await forgetChat(deps, first.kind === "moved" ? first.chatId : message.chatId);
  return "gone";
}

async function followChat(db: Db, from: string, to: string): Promise<void> {
  await transact(db, async (tx) => {
    // The number may be known already, when two messages found out at the same time.
    await tx.deleteFrom("telegram_chat").where("chat_id", "=", to).execute();
    await tx.updateTable("telegram_chat").set({ chat_id: to }).where("chat_id", "=", from).execute();
  });
}

async function forgetChat(deps: Acting, chatId: string): Promise<void> {
  await transact(deps.db, async (tx) => {
    const lost = await tx
      .deleteFrom("telegram_chat")
      .where("chat_id", "=", chatId)
      .returning("person_id")
      .executeTakeFirst();
    if (lost === undefined) return;
    await notify(tx, deps, lost.person_id, "chat-removed");
    await recordAct(tx, deps, { personId: NOBODY }, { type: "chat.lost", stream: lost.person_id, body: {} });
  });
}
