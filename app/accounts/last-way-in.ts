import type { Reader } from "../db/database.ts";

/**
 * Whether a person could not come in any more without one of the ways they have. The owner always can: whoever
 * holds the machine makes a new link with `satoshop login-link`.
 */
export async function isLastWayIn(reader: Reader, personId: string): Promise<boolean> {
  const person = await reader.selectFrom("person").select("role").where("id", "=", personId).executeTakeFirstOrThrow();
  return person.role !== "owner" && (await countWaysIn(reader, personId)) <= 1;
}

/** Keys, addresses, a chat and the printed sheet that still works. */
async function countWaysIn(reader: Reader, personId: string): Promise<number> {
  const keys = await reader.selectFrom("credential").select("id").where("person_id", "=", personId).execute();
  const addresses = await reader.selectFrom("email").select("address").where("person_id", "=", personId).execute();
  const sheets = await reader
    .selectFrom("backup_sheet")
    .select("id")
    .where("person_id", "=", personId)
    .where("state", "=", "good")
    .execute();
  const chats = await reader.selectFrom("telegram_chat").select("chat_id").where("person_id", "=", personId).execute();
  return keys.length + addresses.length + sheets.length + chats.length;
}
