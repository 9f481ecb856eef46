import type { ChatPurpose } from "../../db/schema.ts";
import { isOpen, rowOf } from "../mail/find-request.ts";
import type { Requesting } from "../mail/request.ts";
import { digitsOf } from "../mail/secrets.ts";
import { chatCodeOf } from "./chat-secrets.ts";

/** What a browser may be told of what it asked for in a chat. */
export type ChatRequest = {
  /** `asked`: the chat is known, and its person looks at the question. */
  state: "waiting" | "asked" | "approved" | "used" | "over";
  /** For the bot, to say which screen this is. */
  code: string;
  /** To be pressed in the chat, and nowhere else to be seen. */
  digits: string;
  createdAtMs: bigint;
  expiresAtMs: bigint;
};

/** What this browser waits for; undefined when it has not asked for such a thing. */
export async function findChatRequest(
  { db, clock, secretKey }: Pick<Requesting, "db" | "clock" | "secretKey">,
  browser: string,
  purpose: ChatPurpose,
): Promise<ChatRequest | undefined> {
  const row = await rowOf(db, browser, [purpose]);
  if (row === undefined) return undefined;
  const isAsked = purpose !== "chat-link" && row.person_id !== null;
  const open = row.state === "waiting" && isAsked ? "asked" : row.state;
  const state = isOpen(row, clock()) || row.state === "used" ? open : "over";
  return {
    state: state === "dead" ? "over" : state,
    code: chatCodeOf(secretKey, row.id),
    digits: digitsOf(secretKey, row.id),
    createdAtMs: row.created_at_ms,
    expiresAtMs: row.expires_at_ms,
  };
}
