import type { Config } from "../config.ts";
import { outsideTransactions } from "../db/outside.ts";
import { openChain } from "../gateways/chain/open-chain.ts";
import { withChainFunds } from "../gateways/chain/sandbox-funds.ts";
import { readBolt11 } from "../gateways/lightning/bolt11.ts";
import { openNode } from "../gateways/lightning/open-node.ts";
import { openMint } from "../gateways/mint/open-mint.ts";
import { safeFetcher } from "../gateways/web/safe-fetch.ts";
import { receivableReader } from "../payments/receivability/read-receivable.ts";
import type { OutgoingSettings } from "../settings/neighbours.ts";
import type { World } from "./world.ts";

/** A mint that pays an invoice may take as long as its node. */
const MINT_LIMITS = { deadlineMs: 60_000, maxBytes: 1_000_000 };

/** Where money is and moves: the node, the chain and the mint, each as rooms may ask it. */
export async function openMoney(config: Config, world: World) {
  const { clock, random } = world;
  const node = await openNode(config, world);
  const chain = await openChain(config, node, random);
  const mint = await openMint(config, {
    clock,
    random,
    receiver: node.receiver,
    payer: node.payer,
    payAsBuyer: node.sandboxBuyer?.pay,
    readInvoice: readBolt11,
    fetch: safeFetcher({ ...allowing(config.outgoing, config.mintUrl), ...MINT_LIMITS }),
  });
  const records = chain.sandbox === undefined ? node.records : withChainFunds(node.records, chain.sandbox);
  return {
    node: outsideTransactions(node.receiver),
    receivable: receivableReader(outsideTransactions(node.gauge), clock),
    payer: ifThere(node.payer),
    canceller: ifThere(node.canceller),
    records: outsideTransactions(records),
    chain: ifThere(chain.wallet),
    sender: ifThere(chain.sender),
    mint,
    mintOperator: ifThere(mint.operator),
    sandboxBuyer: node.sandboxBuyer,
    sandboxPurse: mint.sandboxPurse,
    sandboxHands: chain.sandbox,
    close: async () => {
      chain.close();
      mint.close();
      await node.close();
    },
  };
}

export type Money = Awaited<ReturnType<typeof openMoney>>;

function ifThere<Port extends object>(port: Port | undefined): Port | undefined {
  return port && outsideTransactions(port);
}

/** The mint that the owner has named may stand on this machine. */
function allowing(outgoing: OutgoingSettings, url: string | undefined): OutgoingSettings {
  return url === undefined ? outgoing : { ...outgoing, allowed: [...outgoing.allowed, new URL(url).host] };
}
