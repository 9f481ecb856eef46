import { randomBytes } from "node:crypto";
import type { Config } from "../../../app/config.ts";
import { unixMs } from "../../../app/domain/time.ts";
import { openNode } from "../../../app/gateways/lightning/open-node.ts";
import type { NodeInfo } from "../../../app/gateways/lightning/port.ts";
import { nameOfNode } from "../name-of-node.ts";
import { bad, fine, messageOf, warning } from "./finding.ts";
import type { Finding } from "./finding.ts";

/** Whether the hub's own macaroons reach the node, and whether it can receive payments now. */
export async function checkNode(config: Config): Promise<Finding> {
  if (config.mode === "sandbox") return fine("node", "the sandbox needs none; its money has no value");
  try {
    const { info, cancels } = await ask(config);
    return { ...judgeNode(info, config.mode, cancels), own: [info.alias] };
  } catch (error) {
    return bad("node", `${config.lnd?.socket} does not serve the hub: ${messageOf(error)}`);
  }
}

async function ask(config: Config): Promise<{ info: NodeInfo; cancels: boolean }> {
  const node = await openNode(config, {
    clock: () => unixMs(BigInt(Date.now())),
    random: (bytes) => new Uint8Array(randomBytes(bytes)),
    log: { warn: () => undefined },
  });
  try {
    return { info: await node.receiver.info(), cancels: node.canceller !== undefined };
  } finally {
    await node.close();
  }
}

/** Says what the node's own words mean for a hub in this mode. */
export function judgeNode(info: NodeInfo, mode: Config["mode"], cancels = true): Finding {
  const name = nameOfNode(info);
  if (info.network !== mode)
    return bad("node", `${name} is on ${info.network}, the hub's MODE is ${mode}: change one of them`);
  if (!info.isSyncedToChain)
    return bad("node", `${name} is at block ${info.height} and not synced yet: wait until it is`);
  if (info.activeChannels === 0)
    return warning("node", `${name} has no active channel, so nobody can pay: open one with inbound liquidity`);
  if (!info.isVersionSupported)
    return warning("node", `${name} is not a version this hub was tried on: 0.20 and 0.21 are`);
  if (!cancels)
    return warning("node", `${name} was prepared before the hub could take invoices back: run lnd-setup once more`);
  return fine(
    "node",
    `${name} on ${info.network}, synced to block ${info.height}, active channels: ${info.activeChannels}`,
  );
}
