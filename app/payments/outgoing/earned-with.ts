import type { Reader } from "../../db/database.ts";

/** What seller and hub have of an order together, as the books have it: the most that can go back besides what is owed. */
export async function earnedWith(reader: Reader, orderId: string): Promise<bigint> {
  const { msat } = await reader
    .selectFrom("posting")
    .where("order_id", "=", orderId)
    .where("account", "in", ["liability:seller", "income:hub-fee"])
    .select((eb) => eb.fn.sum<bigint | null>("amount_msat").as("msat"))
    .executeTakeFirstOrThrow();
  // What is owed or earned is booked as negative.
  const earned = -(msat ?? 0n);
  return earned < 0n ? 0n : earned;
}
