import { transact } from "../../db/transact.ts";
import type { Refused } from "../../domain/refusal.ts";
import { openRequest } from "./open-request.ts";
import type { Caller, OpenedRequest, Requesting } from "./request.ts";

/** Somebody says an address to come in by. Nobody learns from the answer whether it is known here (ASVS 6.3.8). */
export async function askToSignIn(
  deps: Requesting,
  { address, wanted }: { address: string; wanted: string },
  caller: Caller,
): Promise<OpenedRequest | Refused<"too-many-requests">> {
  return transact(deps.db, async (tx) => openRequest(tx, deps, { purpose: "sign-in", address, wanted }, caller));
}
