import type { Reader } from "../../db/database.ts";
import type { Role } from "../../domain/permissions.ts";
import type { UnixMs } from "../../domain/time.ts";

/** A link that nobody has used yet. */
export type OpenInvitation = {
  id: string;
  role: Role;
  stall: { id: string; title: string } | undefined;
  /** Whom it is for, as its maker calls them. */
  name: string;
  /** Undefined when it was made at the machine itself. */
  madeBy: { id: string; name: string; role: Role } | undefined;
  createdAtMs: bigint;
  expiresAtMs: bigint;
};

const SHOWN = 100;

/** The links by which somebody could still come in, the newest first. */
export async function listInvitations(reader: Reader, now: UnixMs): Promise<OpenInvitation[]> {
  const rows = await reader
    .selectFrom("invitation")
    .leftJoin("person", "person.id", "invitation.made_by")
    .leftJoin("stall", "stall.id", "invitation.stall_id")
    .select(["invitation.id", "invitation.role", "invitation.stall_id", "invitation.name", "invitation.made_by"])
    .select(["invitation.created_at_ms", "expires_at_ms", "stall.title"])
    .select(["person.name as maker_name", "person.role as maker_role"])
    .where("used_at_ms", "is", null)
    .where("expires_at_ms", ">", now)
    .orderBy("invitation.id", "desc")
    .limit(SHOWN)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    role: row.role,
    stall: row.stall_id === null ? undefined : { id: row.stall_id, title: row.title ?? "" },
    name: row.name,
    madeBy:
      row.made_by === null || row.maker_role === null
        ? undefined
        : { id: row.made_by, name: row.maker_name ?? "", role: row.maker_role },
    createdAtMs: row.created_at_ms,
    expiresAtMs: row.expires_at_ms,
  }));
}
