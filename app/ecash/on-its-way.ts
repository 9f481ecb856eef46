import type { Reader } from "../db/database.ts";
import { msat } from "../domain/money.ts";
import type { Msat } from "../domain/money.ts";

/** What is held for a charge until its mint can be asked. */
export async function heldOffline(reader: Reader, chargeId: string): Promise<Msat> {
  const { held } = await reader
    .selectFrom("offline_token")
    .where("charge_id", "=", chargeId)
    .where("state", "=", "held")
    .select((eb) => eb.fn.coalesce(eb.fn.sum<bigint>("amount_msat"), eb.lit(0)).as("held"))
    .executeTakeFirstOrThrow();
  return msat(held);
}

/** The same of all charges. */
export async function heldInAll(reader: Reader): Promise<Msat> {
  const rows = await reader.selectFrom("offline_token").select("amount_msat").where("state", "=", "held").execute();
  return msat(rows.reduce((sum, { amount_msat }) => sum + amount_msat, 0n));
}

/** What a charge receives once the mints that were asked have answered; none of it counts before. */
export async function askedOfMints(reader: Reader, chargeId: string): Promise<Msat> {
  const { asked } = await reader
    .selectFrom("ecash_op")
    .leftJoin("ecash_op as payer", "payer.id", "ecash_op.follows")
    .where("ecash_op.subject", "=", chargeId)
    .where("ecash_op.purpose", "=", "receive")
    .where("ecash_op.state", "=", "open")
    // A mint that said no to paying leaves an invoice that nobody pays.
    .where((eb) => eb.or([eb("payer.state", "is", null), eb("payer.state", "!=", "refused")]))
    .select((eb) => eb.fn.coalesce(eb.fn.sum<bigint>("ecash_op.worth_msat"), eb.lit(0)).as("asked"))
    .executeTakeFirstOrThrow();
  return msat(asked);
}
