import { transact } from "../../db/transact.ts";
import { refuse } from "../../domain/refusal.ts";
import type { Refused } from "../../domain/refusal.ts";
import { openRequest } from "./open-request.ts";
import type { Caller, OpenedRequest, Requesting } from "./request.ts";

/** A person who is signed in wants a code, to show again that it is them. Only their own addresses get one. */
export async function askToProve(
  deps: Requesting,
  { address, personId, wanted }: { address: string; personId: string; wanted: string },
  caller: Caller,
): Promise<OpenedRequest | Refused<"too-many-requests" | "unknown-address">> {
  return transact(deps.db, async (tx) => {
    const own = await tx
      .selectFrom("email")
      .select("address")
      .where("address", "=", address)
      .where("person_id", "=", personId)
      .executeTakeFirst();
    if (own === undefined) return refuse("unknown-address");
    return openRequest(tx, deps, { purpose: "prove", address, personId, wanted }, caller);
  });
}
