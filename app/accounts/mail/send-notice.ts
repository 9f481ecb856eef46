import type { Db } from "../../db/database.ts";
import type { Clock } from "../../domain/time.ts";
import { isNotice } from "../notify.ts";
import type { Writing } from "./letter.ts";
import { sendLetter } from "./send-letter.ts";

export type SendingNotices = Writing & { db: Db; clock: Clock };

/** Tells of one thing at one place. */
export async function sendNotice(deps: SendingNotices, noticeId: string): Promise<void> {
  const row = await deps.db
    .selectFrom("notice")
    .selectAll()
    .where("id", "=", noticeId)
    .where("state", "=", "waiting")
    .executeTakeFirst();
  if (row === undefined || row.channel !== "mail") return;
  const { kind: notice, about, created_at_ms: atMs } = row;
  if (!isNotice(notice)) throw new Error(`nobody has words for "${notice}"`);
  const written = deps.writeLetter(row.locale, { kind: "notice", notice, about, atMs });
  const taken = await sendLetter(deps, { ...written, id: row.id, to: row.place, writtenAtMs: deps.clock() });
  await deps.db
    .updateTable("notice")
    .set({ state: taken === "taken" ? "sent" : "refused" })
    .where("id", "=", row.id)
    .execute();
}
