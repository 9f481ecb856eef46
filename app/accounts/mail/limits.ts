import type { Tx } from "../../db/database.ts";
import type { SignInPurpose } from "../../db/schema.ts";
import type { DoorKind } from "../../domain/door.ts";
import { MINUTE_MS } from "../../domain/time.ts";
import type { UnixMs } from "../../domain/time.ts";
import { REQUEST_LIFETIME_MS } from "./request.ts";

/** How often something may be asked for; counted in the rows, so that a restart forgets nothing. */
const ASKING = { withinMs: 3n * MINUTE_MS, mostOfOne: 10 };

/**
 * A fuse for a whole door, for each purpose by itself: whoever blows one keeps everybody else from that purpose, so
 * it is out of reach of the few addresses that one stranger has. Letters to addresses that nobody has shown to be
 * theirs could make the hub a nuisance to others, and have a smaller one.
 */
const MOST_AT_DOOR: Readonly<Record<SignInPurpose, number>> = {
  "sign-in": 500,
  "chat-sign-in": 500,
  "chat-prove": 500,
  "chat-link": 500,
  prove: 500,
  "keep-order": 100,
  "add-address": 100,
};

const TRYING = { withinMs: 15n * MINUTE_MS, mostOfOne: 10n };

/** Who asks for what; only a chat is asked without an address. */
export type Asker = {
  purpose: SignInPurpose;
  address?: string;
  personId: string | undefined;
  orderId?: string | undefined;
  door: DoorKind;
};

/** By address, known or not; by the person or order a letter is asked for; and by the door, against many at once. */
export async function isAskedTooOften(tx: Tx, now: UnixMs, asker: Asker): Promise<boolean> {
  const { purpose, address, personId, orderId, door } = asker;
  const recent = tx
    .selectFrom("sign_in")
    .select("id")
    .where("created_at_ms", ">", now - ASKING.withinMs);
  const ofOne = recent.offset(ASKING.mostOfOne - 1).limit(1);
  const counted = [
    ...(address === undefined ? [] : [ofOne.where("purpose", "=", purpose).where("address", "=", address)]),
    ...(personId === undefined ? [] : [ofOne.where("person_id", "=", personId)]),
    ...(orderId === undefined ? [] : [ofOne.where("order_id", "=", orderId)]),
    recent
      .where("purpose", "=", purpose)
      .where("door", "=", door)
      .offset(MOST_AT_DOOR[purpose] - 1)
      .limit(1),
  ];
  for (const query of counted) if ((await query.executeTakeFirst()) !== undefined) return true;
  return false;
}

/**
 * Wrong codes for one address, over all its requests. A try is as old as its request or younger, so those of the
 * last quarter of an hour are all in requests that are older by no more than a request lives.
 */
export async function isTriedTooOften(tx: Tx, now: UnixMs, address: string): Promise<boolean> {
  const rows = await tx
    .selectFrom("sign_in")
    .select("tries")
    .where("address", "=", address)
    .where("created_at_ms", ">", now - TRYING.withinMs - REQUEST_LIFETIME_MS)
    .execute();
  return rows.reduce((sum, { tries }) => sum + tries, 0n) >= TRYING.mostOfOne;
}
