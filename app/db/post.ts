import type { Tx } from "./database.ts";
import type { PostingAccount } from "./schema.ts";

/** One side of a movement: positive grows an asset, negative grows what is owed to somebody. */
export type PostingLine = { id: string; account: PostingAccount; amountMsat: bigint };

export type Journal = {
  id: string;
  stallId: string;
  orderId: string;
  paymentId?: string;
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
        order_id: journal.orderId,
        payment_id: journal.paymentId ?? null,
        amount_msat: line.amountMsat,
        at_ms: journal.atMs,
      })),
    )
    .execute();
  for (const line of journal.lines) await addToBalance(tx, journal.stallId, line);
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
