import type { Reader } from "../../db/database.ts";

/** The addresses by which a person can come in, the first one first. */
export async function listAddresses(reader: Reader, personId: string): Promise<string[]> {
  const rows = await reader
    .selectFrom("email")
    .select("address")
    .where("person_id", "=", personId)
    .orderBy("verified_at_ms")
    .orderBy("address")
    .execute();
  return rows.map(({ address }) => address);
}
