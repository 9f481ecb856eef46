import type { Tx } from "./database.ts";
import type { PostingAccount } from "./schema.ts";

/** One side of a movement: positive grows an asset, negative grows what is owed to somebody. */
export type PostingLine = { id: string; account: PostingAccount; amountMsat: bigint };

/** Stands in the place of a stall where the hub as a whole bears or gets something. */
export const NO_STALL = "hub";

export type Journal = {
  id: string;
  stallId: string;
  /** What it is about; some movements are about no order, or about no payment. */
  orderId?: string;
  paymentId?: string;
  outgoingId?: string;
  atMs: bigint;
  lines: readonly PostingLine[];
};

/** Writes a balanced movement; throws when the lines don't sum to zero, so that the books always do. */
export async function post(tx: Tx, journal: Journal): Promise<void> {
  if (journal.lines.length === 0) throw new Error(`journal ${journal.id} moves nothing`);
  const sum = journal.lines.reduce((total, line) => total + line.amountMsat, 0n);
  if (sum !== 0n) throw new Error(`journal ${journal.id} is out of balance by ${sum} msat`);
  await tx
    .insertInto("posting")
    .values(
      journal.lines.map((line) => ({
        id: line.id,
        journal: journal.id,
        account: line.account,
        stall_id: journal.stallId,
        order_id: journal.orderId ?? null,
        payment_id: journal.paymentId ?? null,
        outgoing_id: journal.outgoingId ?? null,
        amount_msat: line.amountMsat,
        at_ms: journal.atMs,
      })),
    )
    .execute();
  for (const line of journal.lines) await addToBalance(tx, journal.stallId, line);
  await addToOwed(tx, journal);
}

/** The sum of what an order's buyer is owed; the database refuses one below zero, so nothing goes back twice. */
async function addToOwed(tx: Tx, { stallId, orderId, lines }: Journal): Promise<void> {
  const refundable = lines.filter(({ account }) => account === "liability:refundable");
  const more = refundable.reduce((sum, { amountMsat }) => sum - amountMsat, 0n);
  if (more === 0n) return;
  if (orderId === undefined) throw new Error("money that goes back belongs to an order");
  const moved = await tx
    .updateTable("owed")
    .set((eb) => ({ amount_msat: eb("amount_msat", "+", more) }))
    .where("order_id", "=", orderId)
    .executeTakeFirst();
  if (moved.numUpdatedRows === 0n)
    await tx.insertInto("owed").values({ order_id: orderId, stall_id: stallId, amount_msat: more }).execute();
}

async function addToBalance(tx: Tx, stallId: string, { account, amountMsat }: PostingLine): Promise<void> {
  await tx
    .insertInto("balance")
    .values({ account, stall_id: stallId, amount_msat: amountMsat })
    .onConflict((conflict) =>
      conflict.columns(["account", "stall_id"]).doUpdateSet((eb) => ({
        amount_msat: eb("balance.amount_msat", "+", eb.ref("excluded.amount_msat")),
      })),
    )
    .execute();
}
