import { z } from "zod";
import type { Reader } from "../../db/database.ts";
import { blockHeight } from "../../domain/time.ts";
import type { ChainSender, SentTransaction } from "../../gateways/chain/port.ts";
import { compareLeft } from "./difference.ts";
import type { Looked } from "./difference.ts";

type Booked = {
  txid: string;
  confirmed_txid: string | null;
  inputs: string;
  from_height: bigint;
  state: "live" | "confirmed" | "failed";
  fee_msat: bigint;
  outgoing_id: string;
  order_id: string | null;
  destination: string;
  amount_msat: bigint;
};

const Inputs = z.array(z.string());

/** Transactions that we signed, each as the chain says and as the books say; ids that are of no such are left out. */
export async function compareTransactions(
  reader: Reader,
  sender: ChainSender,
  txids: readonly string[],
): Promise<Looked[]> {
  const looked: Looked[] = [];
  for (const booked of await bookedFor(reader, txids))
    looked.push(compareTransaction(booked, await sender.look(lookedFor(booked))));
  return looked;
}

function lookedFor({ txid, confirmed_txid, inputs, destination, from_height }: Booked) {
  const fromHeight = blockHeight(Number(from_height));
  return { txid: confirmed_txid ?? txid, inputs: Inputs.parse(JSON.parse(inputs)), address: destination, fromHeight };
}

/** One that is on its way is neither here nor there yet; its own sweep ends it. */
function compareTransaction(booked: Booked, seen: SentTransaction): Looked {
  const { txid: subject, outgoing_id, order_id } = booked;
  if (booked.state === "live") return { subject, differences: [] };
  const bookedMsat = booked.state === "confirmed" ? booked.amount_msat + booked.fee_msat : 0n;
  return compareLeft({ subject, outgoing_id, order_id, bookedMsat, nodeMsat: leftMsat(booked, seen) });
}

/** What the blocks hold of it, with the fee. Another one that pays the address instead is as good. */
function leftMsat({ amount_msat, fee_msat }: Booked, seen: SentTransaction): bigint {
  if (seen.state === "mined") return amount_msat + fee_msat;
  return seen.state === "replaced" && seen.paidMsat > 0n ? seen.paidMsat + seen.feeMsat : 0n;
}

async function bookedFor(reader: Reader, txids: readonly string[]): Promise<Booked[]> {
  if (txids.length === 0) return [];
  return reader
    .selectFrom("outgoing_transaction")
    .innerJoin("outgoing", "outgoing.id", "outgoing_transaction.outgoing_id")
    .where("txid", "in", txids)
    .select(["txid", "confirmed_txid", "inputs", "from_height", "outgoing_transaction.state", "fee_msat"])
    .select(["outgoing_id", "outgoing.order_id", "destination", "amount_msat"])
    .execute();
}
