import type { Tx } from "../../db/database.ts";
import type { DoorKind } from "../../domain/door.ts";
import { MINUTE_MS } from "../../domain/time.ts";
import type { UnixMs } from "../../domain/time.ts";
import { REQUEST_LIFETIME_MS } from "./request.ts";

/** How often letters may be asked for; counted in the rows, so that a restart forgets nothing. */
const ASKING = { withinMs: 3n * MINUTE_MS, mostOfOne: 10, mostAtDoor: 100 };

const TRYING = { withinMs: 15n * MINUTE_MS, mostOfOne: 10n };

/** Who asks; only a chat is asked without an address. */
export type Asker = {
  address?: string;
  personId: string | undefined;
  orderId?: string | undefined;
  door: DoorKind;
};

/** By address, known or not; by the person or order a letter is asked for; and by the door, against many at once. */
export async function isAskedTooOften(tx: Tx, now: UnixMs, asker: Asker): Promise<boolean> {
  const recent = tx
    .selectFrom("sign_in")
    .select("id")
    .where("created_at_ms", ">", now - ASKING.withinMs);
  const counted = [
    ...(asker.address === undefined ? [] : [recent.where("address", "=", asker.address).limit(ASKING.mostOfOne)]),
    ...(asker.personId === undefined ? [] : [recent.where("person_id", "=", asker.personId).limit(ASKING.mostOfOne)]),
    ...(asker.orderId === undefined ? [] : [recent.where("order_id", "=", asker.orderId).limit(ASKING.mostOfOne)]),
  ];
  for (const query of counted) if ((await query.execute()).length === ASKING.mostOfOne) return true;
  const atDoor = await recent.where("door", "=", asker.door).limit(ASKING.mostAtDoor).execute();
  return atDoor.length === ASKING.mostAtDoor;
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
