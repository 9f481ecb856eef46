import type { Reader } from "../db/database.ts";

/** How a stall's seller is reached; empty when the seller has not said, or there is no such stall. */
export async function findContact(reader: Reader, stallId: string): Promise<string> {
  const row = await reader.selectFrom("stall").select("contact").where("id", "=", stallId).executeTakeFirst();
  return row?.contact ?? "";
}
