import type { Reader, Tx } from "../../db/database.ts";
import type { UnixMs } from "../../domain/time.ts";

const NAME = "chain.most-sat-per-vbyte";
/** What blocks cost on all but a few days. */
const UNTOUCHED = 50n;

/** The most that the owner lets a virtual byte cost, in sat; when blocks cost more, what goes on chain waits. */
export async function mostSatPerVbyte(reader: Reader): Promise<bigint> {
  const row = await reader.selectFrom("setting").select("value").where("name", "=", NAME).executeTakeFirst();
  return row === undefined ? UNTOUCHED : BigInt(row.value);
}

export async function setMostSatPerVbyte(tx: Tx, most: bigint, now: UnixMs): Promise<void> {
  const values = { value: most.toString(), updated_at_ms: now };
  await tx
    .insertInto("setting")
    .values({ name: NAME, ...values })
    .onConflict((on) => on.column("name").doUpdateSet(values))
    .execute();
}
