import { z } from "zod";
import { blockHeight } from "../stack/rpc.ts";
import type { Rpc } from "../stack/rpc.ts";
import { ANYBODYS_ADDRESS, spend } from "./transaction.ts";
import type { Coin, Output } from "./transaction.ts";

/** Coins to pay and to double spend with, without a wallet that would mind. */
export type Purse = {
  /** One transaction with these outputs, in the mempool; returns its id. */
  pay(outputs: readonly Output[]): Promise<string>;
  /** Spends the same coin in another way, for a higher fee; without outputs nothing of it is anybody else's. */
  replace(txid: string, outputs: readonly Output[]): Promise<string>;
  /**
   * Puts a longer chain in the place of the last blocks. What the purse paid in them waits again, or was spent
   * elsewhere in the new blocks.
   */
  reorganise(depth: number, fate: "returned" | "dropped"): Promise<void>;
};

type Spent = { coin: Coin; feeSat: bigint };

const FEE_SAT = 10_000n;
/** A block's reward may be spent after this many blocks. */
const MATURITY_BLOCKS = 100;
const NOBODY = "raw(51)";

const Block = z.object({
  tx: z.tuple([z.object({ txid: z.string(), vout: z.array(z.object({ value: z.number(), n: z.int() })) })]),
});
const Hashes = z.array(z.string());
const Text = z.string();

/** Mines so many coins for itself; every payment takes one. */
export async function openPurse(rpc: Rpc, countCoins: number): Promise<Purse> {
  const coins = await mineCoins(rpc, countCoins);
  const spent = new Map<string, Spent>();
  const send = async ({ coin, feeSat }: Spent, outputs: readonly Output[]) => {
    const txid = Text.parse(await rpc("sendrawtransaction", [spend(coin, outputs, feeSat)]));
    spent.set(txid, { coin, feeSat });
    return txid;
  };
  const replace = async (txid: string, outputs: readonly Output[]) => {
    const before = spent.get(txid);
    if (before === undefined) throw new Error(`${txid} was not paid from this purse`);
    return send({ coin: before.coin, feeSat: before.feeSat * 3n }, outputs);
  };
  return {
    pay: async (outputs) => {
      const coin = coins.pop();
      if (coin === undefined) throw new Error("the purse is empty: open it with more coins");
      return send({ coin, feeSat: FEE_SAT }, outputs);
    },
    replace,
    reorganise: async (depth, fate) => {
      const fork = (await blockHeight(rpc)) - depth + 1;
      await rpc("invalidateblock", [await rpc("getblockhash", [fork])]);
      const mined = fate === "dropped" ? await dropAll(rpc, spent, replace) : [];
      await rpc("generateblock", [NOBODY, mined]);
      for (let count = 0; count < depth; count += 1) await rpc("generateblock", [NOBODY, []]);
    },
  };
}

async function mineCoins(rpc: Rpc, count: number): Promise<Coin[]> {
  const hashes = Hashes.parse(await rpc("generatetoaddress", [count, ANYBODYS_ADDRESS]));
  await rpc("generatetodescriptor", [MATURITY_BLOCKS, NOBODY]);
  const coins: Coin[] = [];
  // In turn: Core's work queue holds sixteen calls and turns the rest away.
  for (const hash of hashes) coins.push(await coinOf(rpc, hash));
  return coins;
}

async function coinOf(rpc: Rpc, hash: string): Promise<Coin> {
  const {
    tx: [{ txid, vout }],
  } = Block.parse(await rpc("getblock", [hash, 2]));
  const [reward] = vout;
  if (reward === undefined) throw new Error(`block ${hash} rewards nobody`);
  return { txid, vout: reward.n, amountSat: BigInt(Math.round(reward.value * 1e8)) };
}

/** Spends elsewhere what came back from the old blocks; returns the ids for the new ones. */
async function dropAll(
  rpc: Rpc,
  spent: ReadonlyMap<string, Spent>,
  replace: (txid: string, outputs: readonly Output[]) => Promise<string>,
): Promise<string[]> {
  const waiting = Hashes.parse(await rpc("getrawmempool")).filter((txid) => spent.has(txid));
  const replacements: string[] = [];
  for (const txid of waiting) replacements.push(await replace(txid, []));
  return replacements;
}
