import type { Rooms } from "../http/open-doors.ts";
import { watchChain } from "../payments/watch-chain.ts";
import { watchLightning } from "../payments/watch-lightning.ts";

/** Follows node and chain until the signal aborts: what arrives is received at once. */
export async function watchMoney(hub: Rooms, signal: AbortSignal): Promise<void> {
  await Promise.all([watchNode(hub, signal), watchWallet(hub, signal)]);
}

async function watchNode(hub: Rooms, signal: AbortSignal): Promise<void> {
  const onBreak = (error: unknown) => hub.log.warn({ err: error }, "the stream of payments broke");
  await watchLightning({ ...hub, onBreak }, hub.node, signal);
}

/** The wallet on chain, where there is one. */
async function watchWallet(hub: Rooms, signal: AbortSignal): Promise<void> {
  const { chain, log } = hub;
  if (chain === undefined) return;
  const onBreak = (error: unknown) => log.warn({ err: error }, "the chain is not followed");
  await watchChain({ ...hub, chain, onBreak }, signal);
}
