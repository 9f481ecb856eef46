import type { Reader } from "../../db/database.ts";
import type { CredentialKind } from "../../db/schema.ts";

/** By which kinds of proof somebody can come in. */
export type Way = CredentialKind | "email" | "telegram" | "sheet";

/** The order in which they are told. */
const WAYS: readonly Way[] = ["email", "telegram", "passkey", "lnurl", "google", "sheet"];

/** The ways of each of these people, by person. Only kinds: which address or key it is, is nobody else's business. */
export async function waysIn(reader: Reader, ids: readonly string[]): Promise<ReadonlyMap<string, readonly Way[]>> {
  if (ids.length === 0) return new Map();
  const [keys, addresses, chats, sheets] = await Promise.all([
    reader.selectFrom("credential").select(["person_id", "kind"]).where("person_id", "in", ids).execute(),
    reader.selectFrom("email").select("person_id").where("person_id", "in", ids).execute(),
    reader.selectFrom("telegram_chat").select("person_id").where("person_id", "in", ids).execute(),
    reader
      .selectFrom("backup_sheet")
      .select("person_id")
      .where("person_id", "in", ids)
      .where("state", "=", "good")
      .execute(),
  ]);
  const found = new Set<string>([
    ...keys.map(({ person_id, kind }) => `${person_id} ${kind}`),
    ...addresses.map(({ person_id }) => `${person_id} email`),
    ...chats.map(({ person_id }) => `${person_id} telegram`),
    ...sheets.map(({ person_id }) => `${person_id} sheet`),
  ]);
  return new Map(ids.map((id) => [id, WAYS.filter((way) => found.has(`${id} ${way}`))] as const));
}
