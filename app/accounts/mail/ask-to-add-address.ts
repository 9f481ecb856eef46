import { transact } from "../../db/transact.ts";
import { refuse } from "../../domain/refusal.ts";
import type { Refused } from "../../domain/refusal.ts";
import { openRequest } from "./open-request.ts";
import type { Caller, OpenedRequest, Requesting } from "./request.ts";

const MOST_ADDRESSES = 5;

/** A person wants to come in by one more address. Whether somebody else has it is told only to who reads its mail. */
export async function askToAddAddress(
  deps: Requesting,
  { address, personId }: { address: string; personId: string },
  caller: Caller,
): Promise<OpenedRequest | Refused<"too-many-requests" | "too-many-addresses">> {
  return transact(deps.db, async (tx) => {
    const own = await tx.selectFrom("email").select("address").where("person_id", "=", personId).execute();
    if (own.length >= MOST_ADDRESSES) return refuse("too-many-addresses");
    return openRequest(tx, deps, { purpose: "add-address", address, personId }, caller);
  });
}
