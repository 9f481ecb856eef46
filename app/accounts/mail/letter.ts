import type { MailPort } from "../../gateways/mail/port.ts";
import type { NoticeKind } from "../notify.ts";

/** What a letter has to say. */
export type Letter =
  | ({ kind: "sign-in" | "keep-order"; link: string } & Asked)
  | ({ kind: "add-address" | "prove" } & Asked)
  /** `about` is the id of the order that it is about, or empty. */
  | { kind: "notice"; notice: NoticeKind; about: string; atMs: bigint };

type Asked = {
  code: string;
  /** The browser that asked, as it describes itself; empty when it does not. */
  device: string;
  atMs: bigint;
  lifetimeMs: bigint;
};

export type WrittenLetter = { subject: string; text: string; html: string };

/** Puts a letter into the words of its reader's language. */
export type WriteLetter = (locale: "en" | "ko", letter: Letter) => WrittenLetter;

/** What the jobs need that send letters. */
export type Writing = {
  /** Undefined where the owner has given no mail server. */
  mail: MailPort | undefined;
  writeLetter: WriteLetter;
  log: { warn(details: object, text: string): void };
};
