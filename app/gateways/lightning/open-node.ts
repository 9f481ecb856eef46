import type { Random } from "../../domain/ids.ts";
import type { Msat } from "../../domain/money.ts";
import type { Clock } from "../../domain/time.ts";
import type { ChainSender, ChainWallet } from "../chain/port.ts";
import type { Log } from "./lnd.ts";
import type {
  LightningCanceller,
  LightningGauge,
  LightningPayer,
  LightningReceiver,
  LightningRecords,
} from "./port.ts";
import { readKeys, type KeyPlaces } from "./read-keys.ts";
import type { BuyerPayment } from "./sandbox-buyer.ts";

/** Where the node is: LND's address and narrow macaroons, or in sandbox mode nothing but a folder. */
export type NodeSettings = {
  mode: string;
  dataDir: string;
  isSending: boolean;
  lnd: (Omit<KeyPlaces, "isSending"> & { socket: string }) | undefined;
};

export type OpenedNode = {
  receiver: LightningReceiver;
  records: LightningRecords;
  gauge: LightningGauge;
  /** Only where the hub is to send money. */
  payer: LightningPayer | undefined;
  /** Takes invoices back; a LND that was prepared before there was such a macaroon does not. */
  canceller: LightningCanceller | undefined;
  /** The wallet on chain of a LND that was prepared for it. */
  chain: ChainWallet | undefined;
  /** The part of it that spends; only where the hub is to send money. */
  sender: ChainSender | undefined;
  /** The buyer's side of the in-process node; only in sandbox mode. */
  sandboxBuyer: { pay: (bolt11: string, amountMsat?: Msat) => Promise<BuyerPayment> } | undefined;
  close(): Promise<void>;
};

/**
 * The owner's LND, or in sandbox mode the node inside this process, which keeps its books in the data folder.
 * Only the one that is used is loaded: LND's library alone takes 15 MB and a third of a second.
 */
export async function openNode(
  settings: NodeSettings,
  world: { clock: Clock; random: Random; log: Log },
): Promise<OpenedNode> {
  return settings.lnd === undefined
    ? openSandbox(settings, world)
    : openLnd({ ...settings.lnd, isSending: settings.isSending }, world.log);
}

async function openSandbox(
  { dataDir, mode }: NodeSettings,
  { clock, random }: { clock: Clock; random: Random },
): Promise<OpenedNode> {
  const { openSandboxNode } = await import("./sandbox.ts");
  const node = openSandboxNode({ folder: dataDir, clock, random, mode });
  return {
    receiver: node,
    records: node,
    gauge: node,
    payer: node,
    canceller: { cancelInvoice: (paymentHash) => node.cancelInvoice(paymentHash) },
    chain: undefined,
    sender: undefined,
    sandboxBuyer: { pay: (bolt11, amountMsat) => node.payAsBuyer(bolt11, amountMsat) },
    close: async () => node.close(),
  };
}

async function openLnd(lnd: KeyPlaces & { socket: string }, log: Log): Promise<OpenedNode> {
  const { connectLnd } = await import("./lnd.ts");
  const node = connectLnd({ socket: lnd.socket, readKeys: () => readKeys(lnd), log });
  return {
    receiver: node,
    records: node,
    gauge: node,
    payer: lnd.isSending ? node : undefined,
    canceller: node.canceller,
    chain: node.chain,
    sender: lnd.isSending ? node.sender : undefined,
    sandboxBuyer: undefined,
    close: async () => node.close(),
  };
}
