import type { Reader } from "../../db/database.ts";
import { blockHeight } from "../../domain/time.ts";
import type { ChainWallet } from "../../gateways/chain/port.ts";
import { chainHeight } from "../chain-height.ts";
import type { Looked } from "./difference.ts";

type Booked = {
  txid: string;
  vout: bigint;
  order_id: string;
  amount_msat: bigint;
};

/** Blocks that are compared once more each time; older ones were never seen to be replaced. */
const DEPTH = 144n;

/**
 * What was sent to our addresses in the last blocks, as the wallet has it and as the books have it. Only what is in
 * blocks: the rest is nobody's yet.
 */
export async function compareOutputs(reader: Reader, chain: ChainWallet): Promise<Looked[]> {
  const tip = (await chainHeight(reader)) ?? 0n;
  const from = tip > DEPTH ? tip - DEPTH : 0n;
  const booked = new Map<string, Booked>(
    (await bookedFrom(reader, from)).map((each) => [`${each.txid}:${each.vout}`, each]),
  );
  // Blocks that were found since are looked at next time.
  const there = await walletOutputs(reader, chain, { from, tip });
  return [...new Set([...booked.keys(), ...there.keys()])].map((subject) =>
    compareOutput(subject, booked.get(subject), there.get(subject)),
  );
}

function compareOutput(subject: string, booked?: Booked, there?: { amountMsat: bigint; orderId: string }): Looked {
  const [bookedMsat, nodeMsat] = [booked?.amount_msat ?? 0n, there?.amountMsat ?? 0n];
  if (bookedMsat === nodeMsat) return { subject, differences: [] };
  const kind = nodeMsat === 0n ? "output-missing" : bookedMsat === 0n ? "output-unbooked" : "output-differs";
  const orderId = booked?.order_id ?? there?.orderId ?? "";
  return { subject, differences: [{ kind, subject, bookedMsat, nodeMsat, orderId }] };
}

async function bookedFrom(reader: Reader, height: bigint): Promise<Booked[]> {
  return reader
    .selectFrom("chain_output")
    .innerJoin("chain_address", "chain_address.address", "chain_output.address")
    .innerJoin("charge", "charge.id", "chain_address.charge_id")
    .where("chain_output.state", "=", "mined")
    .where("height", ">=", height)
    .select(["txid", "vout", "chain_output.amount_msat", "charge.order_id"])
    .execute();
}

/** Of everything that came to the wallet only what is for an address of ours: it may hold other money, too. */
async function walletOutputs(reader: Reader, chain: ChainWallet, { from, tip }: { from: bigint; tip: bigint }) {
  const all = await chain.transactions(blockHeight(Number(from)));
  const listed = all.filter(({ block }) => block !== undefined && BigInt(block.height) <= tip);
  const outputs = listed.flatMap(({ txid, outputs: own }) => own.map((output) => ({ txid, ...output })));
  const orders = await ordersAt(reader, [...new Set(outputs.map(({ address }) => address))]);
  return new Map<string, { amountMsat: bigint; orderId: string }>(
    outputs.flatMap(({ txid, vout, address, amountMsat }) => {
      const orderId = orders.get(address);
      return orderId === undefined ? [] : [[`${txid}:${vout}`, { amountMsat, orderId }] as const];
    }),
  );
}

const AT_ONCE = 500;

async function ordersAt(reader: Reader, addresses: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const orders = new Map<string, string>();
  for (let from = 0; from < addresses.length; from += AT_ONCE) {
    const rows = await reader
      .selectFrom("chain_address")
      .innerJoin("charge", "charge.id", "chain_address.charge_id")
      .where("address", "in", addresses.slice(from, from + AT_ONCE))
      .select(["address", "order_id"])
      .execute();
    for (const { address, order_id } of rows) orders.set(address, order_id);
  }
  return orders;
}
