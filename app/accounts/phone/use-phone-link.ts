import { transact } from "../../db/transact.ts";
import { refuse } from "../../domain/refusal.ts";
import type { Refused } from "../../domain/refusal.ts";
import type { Acting, Visit } from "../acting.ts";
import { openSession } from "../open-session.ts";
import type { OpenedSession } from "../open-session.ts";
import { goodPhoneLink } from "./good-phone-link.ts";

/** Signs in the phone that took the code from the screen, once. */
export async function usePhoneLink(
  deps: Acting,
  token: string,
  visit: Visit,
): Promise<OpenedSession | Refused<"link-spent">> {
  return transact(deps.db, async (tx) => {
    const link = await goodPhoneLink(tx, token, deps.clock());
    if (link === undefined) return refuse("link-spent");
    const used = await tx
      .updateTable("phone_link")
      .set({ state: "used", device: visit.device })
      .where("id", "=", link.id)
      .where("state", "=", "waiting")
      .executeTakeFirst();
    if (used.numUpdatedRows === 0n) return refuse("link-spent");
    return openSession(tx, deps, { person: link.person, method: "screen", visit });
  });
}
