import type { Tx } from "../../db/database.ts";
import { transact } from "../../db/transact.ts";
import { refuse } from "../../domain/refusal.ts";
import type { Refused } from "../../domain/refusal.ts";
import { FINISHED, forgetBuyer } from "../../orders/forget-buyer.ts";
import type { Acting, Actor, Person } from "../acting.ts";
import { recordAct } from "../record-act.ts";
import { whatHolds } from "./what-holds.ts";

type Erased = { kind: "erased" } | Refused<"owner-stays" | "stall-unsettled" | "person-changed">;

/**
 * Deletes whatever says who a person is. Their row stays, empty, because events name its id; so do orders that are
 * still on their way, until they have arrived.
 */
export async function erasePerson(
  deps: Acting,
  actor: Actor,
  person: Pick<Person, "id" | "role" | "stallId">,
): Promise<Erased> {
  return transact(deps.db, async (tx) => {
    const hold = await whatHolds(tx, person);
    if (hold !== undefined) return refuse(hold.kind === "owner" ? "owner-stays" : "stall-unsettled");
    const now = deps.clock();
    const erased = await tx
      .updateTable("person")
      .set({ state: "erased", role: "buyer", stall_id: null, name: "", locale: "", hold_until_ms: 0n })
      .set({ updated_at_ms: now })
      .where("id", "=", person.id)
      .where("role", "=", person.role)
      .where("state", "=", "active")
      .executeTakeFirst();
    if (erased.numUpdatedRows === 0n) return refuse("person-changed");
    await deleteWaysIn(tx, person.id);
    await forgetOrders(tx, deps, actor);
    await recordAct(tx, deps, actor, { type: "person.erased", stream: person.id, body: { role: person.role } });
    return { kind: "erased" };
  });
}

/** Everything by which the person could come in or be reached. */
async function deleteWaysIn(tx: Tx, personId: string): Promise<void> {
  const addresses = tx.selectFrom("email").select("address").where("person_id", "=", personId);
  await tx
    .deleteFrom("sign_in")
    .where((eb) => eb.or([eb("person_id", "=", personId), eb("address", "in", addresses)]))
    .execute();
  for (const table of PERSONAL) await tx.deleteFrom(table).where("person_id", "=", personId).execute();
}

const PERSONAL = [
  "session",
  "phone_link",
  "challenge",
  "credential",
  "backup_sheet",
  "api_key",
  "notice",
  "telegram_chat",
  "email",
] as const;

async function forgetOrders(tx: Tx, deps: Acting, actor: Actor): Promise<void> {
  const finished = await tx
    .selectFrom("orders")
    .select("id")
    .where("person_id", "=", actor.personId)
    .where("state", "in", FINISHED)
    .execute();
  for (const { id } of finished) await forgetBuyer(tx, deps, id, actor);
}
