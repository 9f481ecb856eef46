import { appendEvent } from "../../db/append-event.ts";
import type { Tx } from "../../db/database.ts";
import { growStream } from "../../db/grow-stream.ts";
import type { ChainOutputTable } from "../../db/schema.ts";
import { newId } from "../../domain/ids.ts";
import type { Random } from "../../domain/ids.ts";
import type { UnixMs } from "../../domain/time.ts";
import type { ChainTip } from "../../gateways/chain/port.ts";
import type { Found, Sight } from "./sight.ts";

type Writing = { deps: { random: Random }; sight: Sight; now: UnixMs; needed: bigint };

/** An output that the hub has not seen before. */
export async function writeOutput(tx: Tx, writing: Writing, { txid, vout, amountMsat, block }: Found): Promise<void> {
  const { sight, now } = writing;
  const row = { txid, vout, address: sight.address, amount_msat: amountMsat };
  const place = { ...columnsOf(block ?? "seen"), seen_at_ms: now, updated_at_ms: now };
  const written = await tx
    .insertInto("chain_output")
    .values({ ...row, ...place, payment_id: null, bookings: 0n })
    // Another hub on this database may have seen it in the same moment.
    .onConflict((conflict) => conflict.columns(["txid", "vout"]).doNothing())
    .executeTakeFirst();
  if (written.numInsertedOrUpdatedRows !== 1n) return;
  await tell(tx, writing, row, "payment.seen");
}

/** An output that is now elsewhere: in a block, in none, or nowhere. */
export async function writePlace(
  tx: Tx,
  writing: Writing,
  row: ChainOutputTable,
  place: ChainTip | "seen" | "gone",
): Promise<void> {
  await tx
    .updateTable("chain_output")
    .set({ ...columnsOf(place), updated_at_ms: writing.now })
    .where("txid", "=", row.txid)
    .where("vout", "=", row.vout)
    .execute();
  growStream(writing.sight.charge.orderId);
  if (place === "gone") await tell(tx, writing, row, "payment.gone");
  else if (row.state === "gone") await tell(tx, writing, row, "payment.seen");
}

function columnsOf(place: ChainTip | "seen" | "gone") {
  if (typeof place === "string") return { state: place, height: null, block_hash: null };
  return { state: "mined", height: BigInt(place.height), block_hash: place.hash } as const;
}

type Output = Pick<ChainOutputTable, "txid" | "vout" | "amount_msat">;

async function tell(tx: Tx, { deps, sight, now, needed }: Writing, output: Output, type: string): Promise<void> {
  await appendEvent(tx, {
    id: newId("evt", now, deps.random),
    stream: sight.charge.orderId,
    type,
    atMs: now,
    body: {
      rail: "chain",
      reference: `${output.txid}:${output.vout}`,
      amountMsat: output.amount_msat.toString(),
      confirmationsNeeded: needed.toString(),
    },
  });
}
