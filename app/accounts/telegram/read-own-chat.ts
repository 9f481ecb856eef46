import type { Reader } from "../../db/database.ts";

/** A person's chat as their own page shows it: by its name, since Telegram's number of it says nothing to anybody. */
export type OwnChat = { name: string; createdAtMs: bigint };

export async function readOwnChat(reader: Reader, personId: string): Promise<OwnChat | undefined> {
  const row = await reader
    .selectFrom("telegram_chat")
    .select(["name", "created_at_ms"])
    .where("person_id", "=", personId)
    .executeTakeFirst();
  return row === undefined ? undefined : { name: row.name, createdAtMs: row.created_at_ms };
}
