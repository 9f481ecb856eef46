import type { Reader } from "../db/database.ts";

/** What a stall's seller is owed over all orders, in msat; below zero when more went back than is left. */
export async function sellerBalance(reader: Reader, stallId: string): Promise<bigint> {
  const row = await reader
    .selectFrom("balance")
    .select("amount_msat")
    .where("account", "=", "liability:seller")
    .where("stall_id", "=", stallId)
    .executeTakeFirst();
  // What is owed is booked as negative.
  return -(row?.amount_msat ?? 0n);
}
