import type { Letter, WriteLetter } from "../../app/accounts/mail/letter.ts";
import { formatFor } from "../i18n/format.ts";
import type { Format } from "../i18n/format.ts";
import { translatorFor } from "../i18n/translate.ts";
import type { Translate } from "../i18n/translate.ts";
import { orderNumber } from "../pages/order/number.ts";
import { asHtml } from "./as-html.ts";
import { asText } from "./block.ts";
import type { Block } from "./block.ts";

type Writer = { t: Translate; format: Format; hub: string };

/** Writes the letters of a hub that is called so; times are told as the shop's clock tells them. */
export function letterWriter(hub: string, timeZone: string): WriteLetter {
  return (locale, letter) => {
    const writer = { t: translatorFor(locale), format: formatFor(locale, timeZone), hub };
    const subject = subjectOf(writer, letter);
    const closing = { kind: "small", text: writer.t("mail.closing", { hub }) } as const;
    const blocks = [...(letter.kind === "notice" ? noticeOf(writer, letter) : requestOf(writer, letter)), closing];
    return { subject, text: asText(blocks), html: asHtml(locale, subject, blocks) };
  };
}

type Notice = Letter & { kind: "notice" };
type Request = Exclude<Letter, Notice>;

function subjectOf({ t, hub }: Writer, letter: Letter): string {
  if (letter.kind !== "notice") return t(`mail.${letter.kind}.subject`, { hub });
  return t("mail.notice.subject", { hub, what: t(`mail.notice.${letter.notice}`) });
}

function noticeOf({ t, format }: Writer, { notice, about, atMs }: Notice): Block[] {
  return [
    { kind: "words", text: `${t(`mail.notice.${notice}`)}.` },
    ...(about === "" ? [] : [{ kind: "words", text: aboutWhat(t, about) } as const]),
    { kind: "words", text: t(`mail.notice.${notice}.text`) },
    { kind: "words", text: t("mail.notice.when", { time: format.dateTime(atMs) }) },
    ...(isInNoName(notice) ? [] : [{ kind: "words", text: t("mail.notice.not-you") } as const]),
  ];
}

/** The order by its number: whoever is told finds it in the shop, and needs no link in a mail. */
export function aboutWhat(t: Translate, orderId: string): string {
  return t("mail.notice.order", { number: orderNumber(orderId) });
}

/** What the owner did to somebody, or what came by itself: nobody has done it in their name. */
export function isInNoName(notice: Notice["notice"]): boolean {
  return notice === "role-changed" || notice === "shut-out" || isOfTrade(notice);
}

/** About a shop's work, not about a person's account: what there is to do belongs to it. */
export function isOfTrade(notice: Notice["notice"]): boolean {
  return OF_TRADE.has(notice);
}

const OF_TRADE: ReadonlySet<Notice["notice"]> = new Set([
  "webhook-off",
  "destination-changed",
  "books-differ",
  "receiving-short",
  "payment-over",
  "payment-late",
  "payment-twice",
  "payment-after-end",
  "payment-reversed",
  "paid-late",
  "ended-in-part",
]);

function requestOf(writer: Writer, letter: Request): Block[] {
  const { t, format } = writer;
  const code = `${letter.code.slice(0, 4)}-${letter.code.slice(4)}`;
  const life = t("mail.once", { time: format.duration(Number(letter.lifetimeMs)) });
  return [
    ...wayIn(writer, letter),
    { kind: "code", text: code },
    { kind: "words", text: `${askedFrom(writer, letter)} ${life}` },
    { kind: "words", text: t(`mail.not-you.${letter.kind}`) },
  ];
}

/** The link where there is one, and what the code after it is for. */
function wayIn({ t, hub }: Writer, letter: Request): Block[] {
  if (!("link" in letter)) return [{ kind: "words", text: t(`mail.${letter.kind}.code`) }];
  return [
    { kind: "words", text: t(`mail.${letter.kind}.link`) },
    { kind: "link", label: labelOf(t, letter.kind, hub), href: letter.link },
    { kind: "words", text: t("mail.or.code") },
  ];
}

function labelOf(t: Translate, kind: "sign-in" | "keep-order", hub: string): string {
  return kind === "sign-in" ? t("mail.sign-in.action", { hub }) : t("mail.keep-order.action");
}

function askedFrom({ t, format }: Writer, { device, atMs }: Request): string {
  const time = format.dateTime(atMs);
  return device === "" ? t("mail.asked.unknown", { time }) : t("mail.asked", { time, device });
}
