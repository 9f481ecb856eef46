import type { Reader } from "../../db/database.ts";
import type { UnixMs } from "../../domain/time.ts";

/** The shortage that lasts: the largest amount that an order waited for and that could not arrive. */
export type Shortage = { wantedMsat: bigint; receivableMsat: bigint; foundAtMs: bigint };

export async function readShortage(reader: Reader): Promise<Shortage | undefined> {
  return reader
    .selectFrom("shortage")
    .where("state", "=", "open")
    .select(["wanted_msat as wantedMsat", "receivable_msat as receivableMsat", "found_at_ms as foundAtMs"])
    .executeTakeFirst();
}

/** What the open orders wait for, all of it. */
export async function waitingMsat(reader: Reader, now: UnixMs): Promise<bigint> {
  const { sum } = await reader
    .selectFrom("charge")
    .where("state", "=", "open")
    .where("expires_at_ms", ">", now)
    .select((eb) => eb.fn.coalesce(eb.fn.sum<bigint>("amount_msat"), eb.val(0n)).as("sum"))
    .executeTakeFirstOrThrow();
  return sum;
}
