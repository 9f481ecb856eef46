import type { Reader } from "../db/database.ts";

/** In whose account an order is; undefined when it is in nobody's, or there is no such order. */
export async function findBuyer(reader: Reader, orderId: string): Promise<string | undefined> {
  const row = await reader.selectFrom("orders").select("person_id").where("id", "=", orderId).executeTakeFirst();
  return row?.person_id ?? undefined;
}
