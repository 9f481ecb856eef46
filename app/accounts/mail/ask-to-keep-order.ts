import { transact } from "../../db/transact.ts";
import type { Refused } from "../../domain/refusal.ts";
import { openRequest } from "./open-request.ts";
import type { Caller, OpenedRequest, Requesting } from "./request.ts";

/** Whoever holds an order's key asks for an account to keep it in; the address may be new here or known. */
export async function askToKeepOrder(
  deps: Requesting,
  { address, orderId }: { address: string; orderId: string },
  caller: Caller,
): Promise<OpenedRequest | Refused<"too-many-requests">> {
  return transact(deps.db, async (tx) => openRequest(tx, deps, { purpose: "keep-order", address, orderId }, caller));
}
