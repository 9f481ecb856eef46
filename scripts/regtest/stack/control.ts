import type { Assembled } from "./assemble.ts";
import { isRunning, type Crew, type NodeName, type Role } from "./crew.ts";
import { untilChannelActive } from "./fund.ts";
import { startLnd, untilSynced } from "./lnd.ts";
import { blockHeight, mineBlocks } from "./rpc.ts";

const NODES: NodeName[] = ["shop", "buyer"];

/** Mines blocks and waits until the running nodes have seen them. */
export async function mine(stack: Assembled, crew: Crew, countBlocks: number): Promise<void> {
  await mineBlocks(stack.bitcoind.rpc, countBlocks);
  const heightBlocks = await blockHeight(stack.bitcoind.rpc);
  await Promise.all(
    NODES.filter((name) => isRunning(crew, name)).map((name) => untilSynced(stack[name].lnd, heightBlocks)),
  );
}

/** Starts a node again on its folder and ports; waits for the channel when the other node runs. */
export async function restartLnd(stack: Assembled, crew: Crew, name: NodeName): Promise<void> {
  await crew.daemons.get(name)?.stop();
  await startLnd(stack.starts[name], crew);
  await untilSynced(stack[name].lnd, await blockHeight(stack.bitcoind.rpc));
  if (NODES.every((each) => isRunning(crew, each))) {
    await Promise.all(NODES.map((each) => untilChannelActive(stack[each].lnd)));
  }
}

/** The process id of every daemon, as last started. */
export function pids(crew: Crew): Record<Role, number> {
  const pid = (role: Role) => crew.daemons.get(role)?.pid ?? 0;
  return { bitcoind: pid("bitcoind"), shop: pid("shop"), buyer: pid("buyer") };
}
