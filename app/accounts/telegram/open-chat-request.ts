import type { Tx } from "../../db/database.ts";
import type { ChatPurpose } from "../../db/schema.ts";
import { newId, newSecret } from "../../domain/ids.ts";
import { refuse } from "../../domain/refusal.ts";
import type { Refused } from "../../domain/refusal.ts";
import { isAskedTooOften } from "../mail/limits.ts";
import { endRequestsOf } from "../mail/open-request.ts";
import { REQUEST_LIFETIME_MS } from "../mail/request.ts";
import type { Caller, OpenedRequest, Requesting } from "../mail/request.ts";
import { writeRequest } from "../mail/write-request.ts";
import { chatCodeOf, hashChatCode } from "./chat-secrets.ts";

export type NewChatRequest = {
  purpose: ChatPurpose;
  /** Undefined for whoever wants to come in: which account that is, the chat says. */
  personId: string | undefined;
  wanted?: string;
};

export type OpenedChatRequest = OpenedRequest & { requestId: string };

/** Opens a request in this browser that is answered in a chat. What the browser asked for before is over. */
export async function openChatRequest(
  tx: Tx,
  deps: Requesting,
  { purpose, personId, wanted = "" }: NewChatRequest,
  caller: Caller,
): Promise<OpenedChatRequest | Refused<"too-many-requests">> {
  const now = deps.clock();
  if (await isAskedTooOften(tx, now, { purpose, personId, door: caller.door })) return refuse("too-many-requests");
  if (caller.earlier !== undefined) await endRequestsOf(tx, caller.earlier);
  const id = newId("sgn", now, deps.random);
  const token = newSecret(deps.random);
  const code = hashChatCode(deps.secretKey, chatCodeOf(deps.secretKey, id));
  // No code is typed into the browser.
  const hashes = { tokenHash: code, codeHash: code };
  const row = { id, purpose, personId, address: "", orderId: undefined, wanted, token, ...hashes };
  await writeRequest(tx, row, caller, now);
  const expiresAtMs = now + REQUEST_LIFETIME_MS;
  return { kind: "asked", token, expiresAtMs, requestId: id };
}
