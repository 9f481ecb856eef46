import type { Tx } from "../../db/database.ts";
import { isPermission, mayDo } from "../../domain/permissions.ts";
import type { Role } from "../../domain/permissions.ts";
import type { Acting } from "../acting.ts";

/** Takes from a person's programs the keys with a permission that the role does not have; without a role, all keys. */
export async function revokeExcessKeys(
  tx: Tx,
  { clock }: Pick<Acting, "clock">,
  { personId, role }: { personId: string; role: Role | undefined },
): Promise<void> {
  const keys = await tx
    .selectFrom("api_key")
    .select(["id", "scopes"])
    .where("person_id", "=", personId)
    .where("revoked_at_ms", "is", null)
    .execute();
  const excess = keys.filter(
    ({ scopes }) => role === undefined || !scopes.split(" ").every((scope) => has(role, scope)),
  );
  if (excess.length === 0) return;
  await tx
    .updateTable("api_key")
    .set({ revoked_at_ms: clock() })
    .where(
      "id",
      "in",
      excess.map(({ id }) => id),
    )
    .execute();
}

function has(role: Role, scope: string): boolean {
  return isPermission(scope) && mayDo(role, scope);
}
