import type { Reader } from "../db/database.ts";

/** In msat; less than nothing when more was given back than is there. */
export type Standing = { msat: bigint; hasChainPayment: boolean };

/** What stands of the money for a charge: what came, less what its rail took back and what went back to the buyer. */
export async function standing(
  reader: Reader,
  { chargeId, orderId }: { chargeId: string; orderId: string },
): Promise<Standing> {
  const payments = await reader
    .selectFrom("payment")
    .leftJoin("payment_reversal", "payment_reversal.payment_id", "payment.id")
    .where("charge_id", "=", chargeId)
    .where("payment_reversal.payment_id", "is", null)
    .select(["rail", "amount_msat"])
    .execute();
  const came = payments.reduce((sum, { amount_msat }) => sum + amount_msat, 0n);
  const hasChainPayment = payments.some(({ rail }) => rail === "chain");
  return { msat: came === 0n ? 0n : came - (await givenBack(reader, orderId)), hasChainPayment };
}

/** What came for an order and was not taken back by its rail, whatever went back to its buyer since. */
export async function receivedFor(reader: Reader, orderId: string): Promise<bigint> {
  const { msat } = await reader
    .selectFrom("payment")
    .leftJoin("payment_reversal", "payment_reversal.payment_id", "payment.id")
    .where("order_id", "=", orderId)
    .where("payment_reversal.payment_id", "is", null)
    .select((eb) => eb.fn.coalesce(eb.fn.sum<bigint>("amount_msat"), eb.lit(0)).as("msat"))
    .executeTakeFirstOrThrow();
  return msat;
}

/** Refunds take what they give from these accounts, each in journals of its own. */
async function givenBack(reader: Reader, orderId: string): Promise<bigint> {
  const { msat } = await reader
    .selectFrom("posting")
    .where("order_id", "=", orderId)
    .where("outgoing_id", "is not", null)
    .where("account", "in", ["liability:refundable", "liability:seller", "income:hub-fee"])
    .select((eb) => eb.fn.coalesce(eb.fn.sum<bigint>("amount_msat"), eb.lit(0)).as("msat"))
    .executeTakeFirstOrThrow();
  return msat;
}
