import type { Reader } from "../db/database.ts";

/** Whether somebody has become the hub's owner. */
export async function hasOwner(reader: Reader): Promise<boolean> {
  const owner = await reader.selectFrom("person").select("id").where("role", "=", "owner").executeTakeFirst();
  return owner !== undefined;
}
