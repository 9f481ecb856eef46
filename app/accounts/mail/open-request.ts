import type { Tx } from "../../db/database.ts";
import { enqueue } from "../../db/enqueue.ts";
import type { MailPurpose } from "../../db/schema.ts";
import { sha256Hex } from "../../domain/hash.ts";
import { newId, newSecret } from "../../domain/ids.ts";
import { refuse } from "../../domain/refusal.ts";
import type { Refused } from "../../domain/refusal.ts";
import { queueQuestion } from "../telegram/queue-question.ts";
import { isAskedTooOften } from "./limits.ts";
import { OPEN_STATES, REQUEST_LIFETIME_MS } from "./request.ts";
import type { Caller, OpenedRequest, Requesting } from "./request.ts";
import { codeOf, hashCode, tokenOf } from "./secrets.ts";
import { writeRequest } from "./write-request.ts";

export type NewRequest = {
  purpose: MailPurpose;
  address: string;
  /** Who is signed in and asks; undefined where somebody only says an address. */
  personId?: string;
  orderId?: string;
  wanted?: string;
};

/** The job that sends a request's letter. */
export const LETTER_JOB = "request.letter";

/**
 * Opens a request in this browser and queues its letter. It does not look whose address was said: who sends the
 * letter finds out, and the answer takes as long for everybody.
 */
export async function openRequest(
  tx: Tx,
  deps: Requesting,
  request: NewRequest,
  caller: Caller,
): Promise<OpenedRequest | Refused<"too-many-requests">> {
  const now = deps.clock();
  const { purpose, personId, orderId, address } = request;
  if (await isAskedTooOften(tx, now, { purpose, address, personId, orderId, door: caller.door }))
    return refuse("too-many-requests");
  if (caller.earlier !== undefined) await endRequestsOf(tx, caller.earlier);
  const token = newSecret(deps.random);
  const expiresAtMs = now + REQUEST_LIFETIME_MS;
  const id = newId("sgn", now, deps.random);
  const hashes = {
    tokenHash: sha256Hex(tokenOf(deps.secretKey, id)),
    codeHash: hashCode(deps.secretKey, id, codeOf(deps.secretKey, id)),
  };
  const { wanted = "" } = request;
  await writeRequest(tx, { id, purpose, personId, address, orderId, wanted, token, ...hashes }, caller, now);
  const job = newId("job", now, deps.random);
  await enqueue(tx, { id: job, kind: LETTER_JOB, payload: { requestId: id }, runAtMs: now, nowMs: now });
  // Whoever has linked a chat may answer there instead.
  if (request.purpose === "sign-in" && deps.botName?.() !== undefined) await queueQuestion(tx, deps, id);
  return { kind: "asked", token, expiresAtMs };
}

/** What this browser asked for before comes to nothing. */
export async function endRequestsOf(tx: Tx, browser: string): Promise<void> {
  await tx
    .updateTable("sign_in")
    .set({ state: "dead" })
    .where("browser_hash", "=", sha256Hex(browser))
    .where("state", "in", OPEN_STATES)
    .execute();
}
