import { createChainAddress, getChannel, getChannels, openChannel, type AuthenticatedLnd } from "lightning";
import type { NodeName } from "./crew.ts";
import { untilSynced, type StackNode } from "./lnd.ts";
import { blockHeight, mineBlocks, type Rpc } from "./rpc.ts";
import { until } from "./until.ts";

export type Connections = Record<NodeName, AuthenticatedLnd>;

/** Capacity of the one channel; the buyer opens it and gives the shop half. */
const CHANNEL_CAPACITY_SAT = 10_000_000;

const CHANNEL_DEADLINE_MS = 30_000;
/** A block's reward may be spent after this many blocks. */
const MATURITY_BLOCKS = 100;
/** A channel is announced to the graph when it is this deep (BOLT 7). */
const ANNOUNCED_BLOCKS = 6;

/** Gives both nodes two spendable block rewards, 100 BTC on chain each. */
export async function fundWallets(rpc: Rpc, connections: Connections): Promise<void> {
  for (const lnd of Object.values(connections)) {
    const { address } = await createChainAddress({ lnd, format: "p2wpkh" });
    await mineBlocks(rpc, 2, address);
  }
  await mineBlocks(rpc, MATURITY_BLOCKS);
}

/** Opens the channel from the buyer to the shop and waits until it can carry payments. */
export async function fundChannel(
  rpc: Rpc,
  connections: Connections,
  shop: Pick<StackNode, "publicKey" | "p2pPort">,
): Promise<void> {
  await untilBothSynced(rpc, connections);
  await openChannel({
    lnd: connections.buyer,
    local_tokens: CHANNEL_CAPACITY_SAT,
    give_tokens: CHANNEL_CAPACITY_SAT / 2,
    partner_public_key: shop.publicKey,
    partner_socket: `localhost:${shop.p2pPort}`,
  });
  await mineBlocks(rpc, ANNOUNCED_BLOCKS);
  await untilBothSynced(rpc, connections);
  await Promise.all(Object.values(connections).map(untilChannelActive));
}

/**
 * Waits until the node's one channel can carry payments.
 *
 * LND calls it active before the channel is in its own graph, and until then answers a payment
 * with "insufficient balance": both sides' policies must have arrived as well.
 */
export async function untilChannelActive(lnd: AuthenticatedLnd): Promise<void> {
  await until("the channel is active", CHANNEL_DEADLINE_MS, async () => {
    const {
      channels: [channel],
    } = await getChannels({ lnd, is_active: true });
    if (channel === undefined) return undefined;
    const { policies } = await getChannel({ lnd, id: channel.id });
    return policies.every(({ cltv_delta, is_disabled }) => cltv_delta !== undefined && is_disabled !== true)
      ? channel
      : undefined;
  });
}

async function untilBothSynced(rpc: Rpc, connections: Connections): Promise<void> {
  const heightBlocks = await blockHeight(rpc);
  await Promise.all(Object.values(connections).map((lnd) => untilSynced(lnd, heightBlocks)));
}
