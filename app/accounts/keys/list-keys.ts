import type { Reader } from "../../db/database.ts";
import type { CredentialKind } from "../../db/schema.ts";

export type AccountKey = {
  id: string;
  kind: CredentialKind;
  label: string;
  /** The hub's host name at which alone it works; empty when it works everywhere. */
  host: string;
  createdAtMs: bigint;
  lastUsedAtMs: bigint;
};

/** The keys that open a person's account, the oldest first. */
export async function listKeys(reader: Reader, personId: string): Promise<AccountKey[]> {
  const rows = await reader
    .selectFrom("credential")
    .select(["id", "kind", "label", "host", "created_at_ms", "last_used_at_ms"])
    .where("person_id", "=", personId)
    .orderBy("id")
    .execute();
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    label: row.label,
    host: row.host,
    createdAtMs: row.created_at_ms,
    lastUsedAtMs: row.last_used_at_ms,
  }));
}
