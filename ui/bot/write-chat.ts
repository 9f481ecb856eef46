import type { ChatWords, WriteChat } from "../../app/accounts/telegram/chat-words.ts";
import { formatFor } from "../i18n/format.ts";
import type { Format } from "../i18n/format.ts";
import { translatorFor } from "../i18n/translate.ts";
import type { Translate } from "../i18n/translate.ts";
import { aboutWhat, isInNoName, isOfTrade } from "../mails/write-letter.ts";

type Writer = { t: Translate; format: Format; hub: string };

/** Writes what the bot of a hub that is called so says; times are told as the shop's clock tells them. */
export function chatWriter(hub: string, timeZone: string): WriteChat {
  return (locale, words) => write({ t: translatorFor(locale), format: formatFor(locale, timeZone), hub }, words);
}

/** The words on the button that says no. */
export function labelNo(locale: "en" | "ko"): string {
  return translatorFor(locale)("telegram.bot.question.no");
}

function write(writer: Writer, words: ChatWords): string {
  const { t, hub } = writer;
  switch (words.kind) {
    case "question":
      return question(writer, words);
    case "notice":
      return notice(writer, words);
    case "linked":
      return words.person === ""
        ? t("telegram.bot.linked.nameless", { hub })
        : t("telegram.bot.linked", { hub, person: words.person });
    case "chat-taken":
    case "not-linked":
    case "hello":
      return t(`telegram.bot.${words.kind}`, { hub });
    case "approved":
    case "denied":
    case "wrong-number":
    case "over":
    case "code-over":
    case "too-often":
      return t(`telegram.bot.${words.kind}`);
  }
}

function question({ t, format, hub }: Writer, asked: ChatWords & { kind: "question" }): string {
  const from = { door: t(`account.door.${asked.door}`), time: format.dateTime(asked.atMs) };
  const { device } = asked;
  return [
    t(`telegram.bot.question.${asked.purpose}`, { hub }),
    device === ""
      ? t("telegram.bot.question.from.unknown", from)
      : t("telegram.bot.question.from", { ...from, device }),
    t("telegram.bot.question.press", { no: t("telegram.bot.question.no") }),
  ].join("\n\n");
}

function notice({ t, format, hub }: Writer, { notice, about, atMs }: ChatWords & { kind: "notice" }): string {
  const told = t("telegram.bot.notice", { hub, what: t(`mail.notice.${notice}`), time: format.dateTime(atMs) });
  if (isOfTrade(notice))
    return [told, ...(about === "" ? [] : [aboutWhat(t, about)]), t(`mail.notice.${notice}.text`)].join("\n\n");
  return isInNoName(notice) ? told : `${told}\n\n${t("telegram.bot.notice.not-you")}`;
}
