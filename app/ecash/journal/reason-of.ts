import type { Reader } from "../../db/database.ts";

/** Why an operation ended as it did; empty when it is open, or done. */
export async function reasonOf(reader: Reader, opId: string): Promise<string> {
  const op = await reader.selectFrom("ecash_op").select("reason").where("id", "=", opId).executeTakeFirstOrThrow();
  return op.reason;
}
