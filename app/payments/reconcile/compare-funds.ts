import type { Reader } from "../../db/database.ts";
import type { LightningRecords } from "../../gateways/lightning/port.ts";
import { balances } from "../balances.ts";
import type { Looked } from "./difference.ts";

export type Funds = { owedMsat: bigint; spendableMsat: bigint | undefined };

/**
 * What is owed to sellers and buyers, and what the node could spend. The node may hold other money, so more is no
 * difference; less is. Undefined where the hub may not look.
 */
export async function readFunds(reader: Reader, records: LightningRecords): Promise<Funds> {
  const funds = await records.funds();
  const sums = [...(await balances(reader))].filter(([account]) => account.startsWith("liability:"));
  // What is owed is booked as negative; somebody who owes the hub something pays nobody else with it.
  const owed = sums.reduce((sum, [, msat]) => (msat < 0n ? sum - msat : sum), 0n);
  return {
    owedMsat: owed - (await onItsWay(reader)),
    spendableMsat: funds === undefined ? undefined : funds.channelMsat + funds.chainMsat,
  };
}

/** What is being sent is owed until it is known to have arrived, and the node may have let it go already. */
async function onItsWay(reader: Reader): Promise<bigint> {
  const { msat } = await reader
    .selectFrom("outgoing")
    .where("state", "=", "sending")
    .select((eb) => eb.fn.sum<bigint | null>("amount_msat").as("msat"))
    .executeTakeFirstOrThrow();
  return msat ?? 0n;
}

export function compareFunds({ owedMsat: bookedMsat, spendableMsat: nodeMsat }: Funds): Looked[] {
  if (nodeMsat === undefined) return [];
  const subject = "";
  return [
    { subject, differences: nodeMsat < bookedMsat ? [{ kind: "funds-short", subject, bookedMsat, nodeMsat }] : [] },
  ];
}
