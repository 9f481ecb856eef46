import type { ConfirmationPolicy } from "../../domain/confirmations.ts";
import type { Msat } from "../../domain/money.ts";
import type { BlockHeight } from "../../domain/time.ts";
import type { ChainTip } from "../../gateways/chain/port.ts";
import type { ChainOutputTable } from "../../db/schema.ts";

/** What the chain says of one address now, beside what the hub has written down of it. */
export type Sight = {
  address: string;
  charge: { id: string; orderId: string; amountMsat: bigint; policy: ConfirmationPolicy };
  found: readonly Found[];
  rows: readonly ChainOutputTable[];
  look: Look;
};

/** How far the look went: nothing is said about blocks before `from`. */
export type Look = { tip: ChainTip; from: BlockHeight };

export type Found = { txid: string; vout: bigint; amountMsat: Msat; block: ChainTip | undefined };

export function isSame(row: Pick<ChainOutputTable, "txid" | "vout">, found: Pick<Found, "txid" | "vout">): boolean {
  return row.txid === found.txid && row.vout === found.vout;
}

/** Whether the look would have shown this output if it were still there. */
export function wasLookedFor({ state, height }: ChainOutputTable, { from }: Look): boolean {
  return state === "seen" || (state === "mined" && (height ?? 0n) >= BigInt(from));
}

/** Whether the row says where the output is now. */
export function isWhereItWas(row: ChainOutputTable, { block }: Found): boolean {
  if (block === undefined) return row.state === "seen";
  return row.state === "mined" && row.block_hash === block.hash && row.height === BigInt(block.height);
}
