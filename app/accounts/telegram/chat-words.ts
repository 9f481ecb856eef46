import type { DoorKind } from "../../domain/door.ts";
import type { TelegramPort } from "../../gateways/telegram/port.ts";
import type { NoticeKind } from "../notify.ts";

/** What the bot has to say. */
export type ChatWords =
  /** Before somebody is let in, or believed to be who they are. */
  | { kind: "question"; purpose: Question; device: string; door: DoorKind; atMs: bigint }
  /** What a question turns into, once it was answered. */
  | { kind: "approved" | "denied" | "wrong-number" | "over" }
  | { kind: "linked"; person: string }
  /** Why a code did not do what it should. */
  | { kind: "code-over" | "chat-taken" | "not-linked" | "too-often" }
  /** To whoever says anything else. */
  | { kind: "hello" }
  /** `about` is the id of the order that it is about, or empty. */
  | { kind: "notice"; notice: NoticeKind; about: string; atMs: bigint };

export type Question = "sign-in" | "prove";

/** Puts it into the words of the chat's language. */
export type WriteChat = (locale: "en" | "ko", words: ChatWords) => string;

/** What the jobs need that write to chats. */
export type Chatting = {
  /** Undefined where the owner has given no bot. */
  telegram: TelegramPort | undefined;
  writeChat: WriteChat;
  /** The words on the button that says no. */
  labelNo: (locale: "en" | "ko") => string;
};
