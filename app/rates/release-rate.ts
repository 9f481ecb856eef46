import { appendEvent } from "../db/append-event.ts";
import type { By } from "../db/append-event.ts";
import type { Db } from "../db/database.ts";
import { transact } from "../db/transact.ts";
import { newId } from "../domain/ids.ts";
import type { Random } from "../domain/ids.ts";
import type { Currency } from "../domain/price.ts";
import type { UnixMs } from "../domain/time.ts";
import { RATE_STREAM } from "./fix-rate.ts";
import { settingName } from "./fixed-rate.ts";

/** Goes back to the observed rate. False when none was fixed. */
export async function releaseRate(db: Db, currency: Currency, now: UnixMs, random: Random, by?: By): Promise<boolean> {
  return transact(db, async (tx) => {
    const result = await tx.deleteFrom("setting").where("name", "=", settingName(currency)).executeTakeFirst();
    if (result.numDeletedRows === 0n) return false;
    await appendEvent(tx, {
      id: newId("evt", now, random),
      stream: RATE_STREAM,
      type: "rate.released",
      atMs: now,
      by,
      body: { currency },
    });
    return true;
  });
}
