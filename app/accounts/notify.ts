import type { Tx } from "../db/database.ts";
import { enqueue } from "../db/enqueue.ts";
import type { NoticeTable } from "../db/schema.ts";
import { newId } from "../domain/ids.ts";
import type { Acting } from "./acting.ts";

/** The job that tells of one notice at one place. */
export const NOTIFY_JOB = "person.notify";

/** Money of an order that did not come as it should have, or did not stay. */
export const MONEY_NOTICES = [
  "payment-over",
  "payment-late",
  "payment-twice",
  "payment-after-end",
  "payment-reversed",
  "paid-late",
  "ended-in-part",
] as const;

export type MoneyNotice = (typeof MONEY_NOTICES)[number];

/** What a person must hear of: somebody else may have done it in their name, or nobody would look for it. */
export const NOTICES = [
  "key-added",
  "key-removed",
  "address-added",
  "address-removed",
  "chat-added",
  "chat-removed",
  "sheet-made",
  "sheet-used",
  "sheet-burnt",
  "role-changed",
  "shut-out",
  "webhook-off",
  "destination-changed",
  "books-differ",
  "receiving-short",
  ...MONEY_NOTICES,
] as const;

export type NoticeKind = (typeof NOTICES)[number];

export function isNotice(text: string): text is NoticeKind {
  return NOTICES.some((kind) => kind === text);
}

/**
 * Queues a notice in the transaction of what it tells of: it is sent exactly if that happened. Where the person can be
 * reached is written down here and not when it is sent, so a thief who takes the address away is told of there.
 */
export async function notify(
  tx: Tx,
  deps: Omit<Acting, "db">,
  personId: string,
  kind: NoticeKind,
  about = "",
): Promise<void> {
  for (const place of await placesOf(tx, personId))
    await queue(tx, deps, { person_id: personId, kind, about, ...place });
}

type Place = Pick<NoticeTable, "channel" | "place" | "locale">;

/** Every place where a person can be reached, with the language in which they want to hear of things there. */
async function placesOf(tx: Tx, personId: string): Promise<Place[]> {
  return [...(await addressesOf(tx, personId)), ...(await chatsOf(tx, personId))];
}

async function addressesOf(tx: Tx, personId: string): Promise<Place[]> {
  const rows = await tx
    .selectFrom("email")
    .innerJoin("person", "person.id", "email.person_id")
    .select(["address", "email.locale as browser_locale", "person.locale as chosen_locale"])
    .where("person_id", "=", personId)
    .orderBy("verified_at_ms")
    .execute();
  return rows.map(({ address, browser_locale, chosen_locale }) => ({
    channel: "mail",
    place: address,
    locale: chosen_locale === "" ? browser_locale : chosen_locale,
  }));
}

async function chatsOf(tx: Tx, personId: string): Promise<Place[]> {
  const rows = await tx
    .selectFrom("telegram_chat as chat")
    .innerJoin("person", "person.id", "chat.person_id")
    .select(["chat_id", "chat.locale as app_locale", "person.locale as chosen_locale"])
    .where("person_id", "=", personId)
    .execute();
  return rows.map(({ chat_id, app_locale, chosen_locale }) => ({
    channel: "telegram",
    place: chat_id,
    locale: chosen_locale === "" ? app_locale : chosen_locale,
  }));
}

async function queue(
  tx: Tx,
  { clock, random }: Omit<Acting, "db">,
  notice: Place & { person_id: string; kind: NoticeKind; about: string },
): Promise<void> {
  const now = clock();
  const id = newId("ntc", now, random);
  await tx
    .insertInto("notice")
    .values({ ...notice, id, state: "waiting", created_at_ms: now })
    .execute();
  const job = newId("job", now, random);
  await enqueue(tx, { id: job, kind: NOTIFY_JOB, payload: { noticeId: id }, runAtMs: now, nowMs: now });
}
