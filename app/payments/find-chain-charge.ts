import type { Reader } from "../db/database.ts";
import type { ChainOutputTable } from "../db/schema.ts";
import { confirmationsNeeded, confirmationsOf, dueOnChain } from "../domain/confirmations.ts";
import { msat, MSAT_PER_SAT } from "../domain/money.ts";
import type { Msat } from "../domain/money.ts";
import { chainHeight } from "./chain-height.ts";

/** How a charge can be paid on chain, and what is on its way. */
export type ChainCharge = {
  address: string;
  /** What is still to be sent, in whole sats, rounded up; nothing once the charge is paid. */
  amountSat: bigint;
  /** What was sent to the address and not taken away again, oldest first. */
  seen: readonly SeenOutput[];
};

export type SeenOutput = {
  txid: string;
  vout: number;
  amountMsat: Msat;
  confirmations: bigint;
  confirmationsNeeded: bigint;
};

/** Undefined while the charge has no address; `thereMsat` is what stands of its money. */
export async function findChainCharge(
  reader: Reader,
  chargeId: string,
  thereMsat: bigint,
): Promise<ChainCharge | undefined> {
  const row = await reader
    .selectFrom("chain_address")
    .innerJoin("charge", "charge.id", "chain_address.charge_id")
    .innerJoin("orders", "orders.id", "charge.order_id")
    .innerJoin("stall", "stall.id", "orders.stall_id")
    .where("chain_address.charge_id", "=", chargeId)
    .select(["address", "charge.amount_msat"])
    .select(["stall.confirmations", "stall.large_msat", "stall.large_confirmations"])
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    address: row.address,
    amountSat: dueOnChain(row.amount_msat, thereMsat) / MSAT_PER_SAT,
    seen: await seenAt(reader, row),
  };
}

type Charge = {
  address: string;
  amount_msat: bigint;
  confirmations: bigint;
  large_msat: bigint;
  large_confirmations: bigint;
};

async function seenAt(reader: Reader, charge: Charge): Promise<SeenOutput[]> {
  const outputs = await reader
    .selectFrom("chain_output")
    .selectAll()
    .where("address", "=", charge.address)
    .where("state", "!=", "gone")
    .orderBy("seen_at_ms")
    .orderBy("txid")
    .orderBy("vout")
    .execute();
  if (outputs.length === 0) return [];
  const [tip, needed] = [(await chainHeight(reader)) ?? 0n, neededFor(charge, outputs)];
  return outputs.map((output) => ({
    txid: output.txid,
    vout: Number(output.vout),
    amountMsat: msat(output.amount_msat),
    confirmations: confirmationsOf(output.height, tip),
    confirmationsNeeded: needed,
  }));
}

/** As for counting them: by everything that is there. */
function neededFor(charge: Charge, outputs: readonly ChainOutputTable[]): bigint {
  const there = outputs.reduce((sum, { amount_msat }) => sum + amount_msat, 0n);
  const policy = {
    confirmations: charge.confirmations,
    largeMsat: charge.large_msat,
    largeConfirmations: charge.large_confirmations,
  };
  return confirmationsNeeded(policy, there > charge.amount_msat ? there : charge.amount_msat);
}
