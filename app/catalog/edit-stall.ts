import type { By } from "../db/append-event.ts";
import type { Db } from "../db/database.ts";
import { transact } from "../db/transact.ts";
import type { Random } from "../domain/ids.ts";
import { MSAT_PER_SAT } from "../domain/money.ts";
import { refuse } from "../domain/refusal.ts";
import type { Refused } from "../domain/refusal.ts";
import type { UnixMs } from "../domain/time.ts";
import { changedFields, recordChange } from "./record-change.ts";
import { stallChanges } from "./stall-input.ts";
import type { StallChanges } from "./stall-input.ts";
import { isInvalid, validate } from "./validate.ts";
import type { Invalid } from "./validate.ts";

/** Changes a stall's sign text or its terms for payments, or closes and reopens it (`stallChanges`). */
export async function editStall(
  db: Db,
  stallId: string,
  input: unknown,
  now: UnixMs,
  random: Random,
  by?: By,
): Promise<{ readonly stallId: string } | Invalid | Refused<"unknown-stall">> {
  const changes = validate(stallChanges, input);
  if (isInvalid(changes)) return changes;
  return transact(db, async (tx) => {
    const known = await tx.selectFrom("stall").select("id").where("id", "=", stallId).executeTakeFirst();
    if (known === undefined) return refuse("unknown-stall");
    const fields = changedFields(changes);
    if (fields.length === 0) return { stallId };
    await tx.updateTable("stall").set(columnsOf(changes)).where("id", "=", stallId).execute();
    await recordChange(tx, { stallId, type: "stall.edited", body: { fields } }, now, random, by);
    return { stallId };
  });
}

/** What is left out stays undefined, and the column as it is. */
function columnsOf({ title, text, contact, state, latePolicy, ...numbers }: StallChanges) {
  const { largeSat } = numbers;
  return {
    title,
    text,
    contact,
    state,
    late_policy: latePolicy,
    late_tolerance_ppm: whole(numbers.lateTolerancePpm),
    under_tolerance_ppm: whole(numbers.underTolerancePpm),
    confirmations: whole(numbers.confirmations),
    large_msat: largeSat === undefined ? undefined : BigInt(largeSat) * MSAT_PER_SAT,
    large_confirmations: whole(numbers.largeConfirmations),
  };
}

function whole(number: number | undefined): bigint | undefined {
  return number === undefined ? undefined : BigInt(number);
}
