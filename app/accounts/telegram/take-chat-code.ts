import type { Tx } from "../../db/database.ts";
import { transact } from "../../db/transact.ts";
import { isOpen } from "../mail/find-request.ts";
import type { OpenRow } from "../mail/find-request.ts";
import type { Requesting } from "../mail/request.ts";
import { hashChatCode, readChatCode } from "./chat-secrets.ts";
import type { ChatWords } from "./chat-words.ts";
import { findChat } from "./find-chat.ts";
import { linkChat } from "./link-chat.ts";
import { isQuestionedTooOften } from "./question-limit.ts";
import { queueQuestion } from "./queue-question.ts";

/** Somebody who writes to the bot from a chat of their own. */
export type Writer = { chatId: string; name: string; locale: "en" | "ko" };

/** Takes what somebody wrote to the bot: a code from a screen, or anything. Answers with what to say, if anything. */
export async function takeChatCode(deps: Requesting, writer: Writer, text: string): Promise<ChatWords | undefined> {
  const code = readChatCode(text);
  if (code === undefined) return { kind: "hello" };
  return transact(deps.db, async (tx) => {
    const row = await tx
      .selectFrom("sign_in")
      .selectAll()
      .where("token_hash", "=", hashChatCode(deps.secretKey, code))
      .where("purpose", "in", ["chat-link", "chat-sign-in"])
      .executeTakeFirst();
    if (row === undefined || !isOpen(row, deps.clock())) return { kind: "code-over" };
    return row.purpose === "chat-link" ? linkChat(tx, deps, row, writer) : claim(tx, deps, row, writer);
  });
}

/** The chat says whose request it is, once. The question follows, and only its answer lets anybody in. */
async function claim(tx: Tx, deps: Requesting, row: OpenRow, { chatId }: Writer): Promise<ChatWords | undefined> {
  const chat = await findChat(tx, chatId);
  if (chat === undefined) return { kind: "not-linked" };
  const { id: except, purpose } = row;
  if (await isQuestionedTooOften(tx, deps.clock(), { personId: chat.personId, purpose, except }))
    return { kind: "too-often" };
  const claimed = await tx
    .updateTable("sign_in")
    .set({ person_id: chat.personId })
    .where("id", "=", row.id)
    .where("state", "=", "waiting")
    .where("person_id", "is", null)
    .executeTakeFirst();
  if (claimed.numUpdatedRows === 0n) return { kind: "code-over" };
  await queueQuestion(tx, deps, row.id);
  return undefined;
}
