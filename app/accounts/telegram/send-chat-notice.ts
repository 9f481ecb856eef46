import type { Acting } from "../acting.ts";
import { isNotice } from "../notify.ts";
import type { Chatting } from "./chat-words.ts";
import { tellChat } from "./tell-chat.ts";

/** Tells of one thing in one chat. */
export async function sendChatNotice(deps: Chatting & Acting, noticeId: string): Promise<void> {
  const { db, telegram, writeChat } = deps;
  const row = await db
    .selectFrom("notice")
    .selectAll()
    .where("id", "=", noticeId)
    .where("state", "=", "waiting")
    .where("channel", "=", "telegram")
    .executeTakeFirst();
  if (row === undefined) return;
  const { kind: notice, about, created_at_ms: atMs } = row;
  if (!isNotice(notice)) throw new Error(`nobody has words for "${notice}"`);
  const text = writeChat(row.locale, { kind: "notice", notice, about, atMs });
  const told =
    telegram === undefined ? "gone" : await tellChat(deps, telegram, { chatId: row.place, text, buttons: [] });
  await db
    .updateTable("notice")
    .set({ state: told === "sent" ? "sent" : "refused" })
    .where("id", "=", row.id)
    .execute();
}
