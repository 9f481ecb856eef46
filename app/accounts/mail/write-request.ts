import type { Tx } from "../../db/database.ts";
import type { SignInPurpose } from "../../db/schema.ts";
import { sha256Hex } from "../../domain/hash.ts";
import type { UnixMs } from "../../domain/time.ts";
import { REQUEST_LIFETIME_MS } from "./request.ts";
import type { Caller } from "./request.ts";

export type WrittenRequest = {
  id: string;
  purpose: SignInPurpose;
  personId: string | undefined;
  /** Empty where it is answered in a chat. */
  address: string;
  orderId: string | undefined;
  /** Where its browser wants to go afterwards. */
  wanted: string;
  /** What binds it to its browser. */
  token: string;
  /** Of what is in the letter, or told to the bot. */
  tokenHash: string;
  codeHash: string;
};

/** Writes a request that waits for its answer; of its secrets only hashes. */
export async function writeRequest(tx: Tx, request: WrittenRequest, caller: Caller, now: UnixMs): Promise<void> {
  const { id, purpose, address } = request;
  const { origin, door, device, locale } = caller;
  await tx
    .insertInto("sign_in")
    .values({
      id,
      purpose,
      person_id: request.personId ?? null,
      address,
      order_id: request.orderId ?? null,
      door,
      origin,
      device,
      locale,
      wanted: keepable(request.wanted),
      token_hash: request.tokenHash,
      code_hash: request.codeHash,
      browser_hash: sha256Hex(request.token),
      state: "waiting",
      approved_by: null,
      tries: 0n,
      created_at_ms: now,
      expires_at_ms: now + REQUEST_LIFETIME_MS,
    })
    .execute();
}

const LONGEST_PATH = 500;

/** An order's path holds its key, which is nowhere but in its buyer's hands; and no path that we make is this long. */
function keepable(path: string): string {
  return path.startsWith("/orders/") || path.length > LONGEST_PATH ? "" : path;
}
