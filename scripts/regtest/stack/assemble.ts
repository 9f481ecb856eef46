import { join } from "node:path";
import type { Daemons } from "../build.ts";
import { startBitcoind, type Bitcoind } from "./bitcoind.ts";
import type { Crew, NodeName } from "./crew.ts";
import { fundChannel, fundWallets } from "./fund.ts";
import { connectLnd, planLnd, startLnd, untilServing, type LndNode, type LndStart, type StackNode } from "./lnd.ts";

/** The parts of a running stack, and what it takes to start a node again. */
export interface Assembled {
  bitcoind: Bitcoind;
  shop: StackNode;
  buyer: StackNode;
  starts: Record<NodeName, LndStart>;
}

/** Starts all three daemons in a folder, gives both nodes money and opens the channel. */
export async function assemble(folder: string, programs: Daemons, crew: Crew): Promise<Assembled> {
  const bitcoind = await startBitcoind(programs.bitcoind, join(folder, "bitcoind"), crew);
  const plan = async (name: NodeName): Promise<LndStart> => ({
    name,
    command: programs.lnd,
    node: await planLnd(join(folder, name)),
    bitcoind,
  });
  const starts = { shop: await plan("shop"), buyer: await plan("buyer") };
  await Promise.all([startLnd(starts.shop, crew), startLnd(starts.buyer, crew)]);
  const shop = await serve(starts.shop.node);
  const buyer = await serve(starts.buyer.node);
  const connections = { shop: shop.lnd, buyer: buyer.lnd };
  await fundWallets(bitcoind.rpc, connections);
  await fundChannel(bitcoind.rpc, connections, shop);
  return { bitcoind, shop, buyer, starts };
}

async function serve(node: LndNode): Promise<StackNode> {
  const lnd = connectLnd(node);
  return { ...node, lnd, publicKey: await untilServing(lnd) };
}
