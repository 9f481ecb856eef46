import type { By } from "../db/append-event.ts";
import type { Db, Tx } from "../db/database.ts";
import { transact } from "../db/transact.ts";
import { newId } from "../domain/ids.ts";
import type { Random } from "../domain/ids.ts";
import { refuse } from "../domain/refusal.ts";
import type { Refused } from "../domain/refusal.ts";
import type { UnixMs } from "../domain/time.ts";
import { recordChange } from "./record-change.ts";
import { stallInput } from "./stall-input.ts";
import { isInvalid, validate } from "./validate.ts";
import type { Invalid } from "./validate.ts";

export type OpenedStall = { readonly stallId: string; readonly slug: string };

/** Opens a stall; `input` is a `StallInput` and is checked here. */
export async function openStall(
  db: Db,
  input: unknown,
  now: UnixMs,
  random: Random,
  by?: By,
): Promise<OpenedStall | Invalid | Refused<"slug-taken">> {
  return transact(db, (tx) => insertStall(tx, input, now, random, by));
}

/** The same within a transaction of the caller's. */
export async function insertStall(
  tx: Tx,
  input: unknown,
  now: UnixMs,
  random: Random,
  by?: By,
): Promise<OpenedStall | Invalid | Refused<"slug-taken">> {
  const stall = validate(stallInput, input);
  if (isInvalid(stall)) return stall;
  const { slug, title, text, contact } = stall;
  const id = newId("stl", now, random);
  const late = BigInt(stall.lateTolerancePpm);
  const result = await tx
    .insertInto("stall")
    .values({
      id,
      slug,
      title,
      text,
      contact,
      state: "open",
      sign_picture_id: null,
      late_tolerance_ppm: late,
      created_at_ms: now,
    })
    .onConflict((conflict) => conflict.column("slug").doNothing())
    .executeTakeFirst();
  if (result.numInsertedOrUpdatedRows === 0n) return refuse("slug-taken", "/slug");
  await recordChange(tx, { stallId: id, type: "stall.opened", body: { slug, title } }, now, random, by);
  return { stallId: id, slug };
}
