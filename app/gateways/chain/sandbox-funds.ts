import { msat } from "../../domain/money.ts";
import { blockHeight } from "../../domain/time.ts";
import type { LightningRecords } from "../lightning/port.ts";
import type { SandboxChain } from "./sandbox.ts";

/** The sandbox's node and chain are two things, where LND is one: what the node could spend has the chain's coins, too. */
export function withChainFunds(
  records: LightningRecords,
  chain: Pick<SandboxChain, "transactions" | "spentMsat">,
): LightningRecords {
  return {
    ...records,
    funds: async () => {
      const [funds, listed] = [await records.funds(), await chain.transactions(blockHeight(0))];
      const mined = listed.filter(({ block }) => block !== undefined).flatMap(({ outputs }) => outputs);
      const left = mined.reduce((sum, { amountMsat }) => sum + amountMsat, -chain.spentMsat());
      return funds === undefined ? undefined : { ...funds, chainMsat: msat(left < 0n ? 0n : left) };
    },
  };
}
