import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Msat } from "../../../app/domain/money.ts";
import type { ChainWallet } from "../../../app/gateways/chain/port.ts";
import type {
  CreatedInvoice,
  LightningCanceller,
  LightningPayer,
  LightningReceiver,
} from "../../../app/gateways/lightning/port.ts";
import { openSandboxNode } from "../../../app/gateways/lightning/sandbox.ts";
import type { Shop } from "../../support/shop.ts";
import { testClock } from "../../support/world.ts";

/** Where money of the table moves: the hub's neighbours, and what buyers, miners and bad luck do there. */
export type Rails = {
  node: LightningReceiver & LightningPayer;
  canceller: LightningCanceller;
  chain: ChainWallet;
  /** The buyer's wallet pays an invoice, or sends another amount to it; false when the shop's node refuses it. */
  payInvoice(bolt11: string, amountMsat: Msat | undefined): Promise<boolean>;
  invoiceOfBuyer(amountMsat: Msat): Promise<CreatedInvoice>;
  /** What others do on the chain; each is seen by the wallet when it is done. */
  pay(...outputs: readonly Coins[]): Promise<string>;
  replace(txid: string, ...outputs: readonly Coins[]): Promise<string>;
  mine(countBlocks: number): Promise<void>;
  reorganise(depth: number, fate: "returned" | "dropped"): Promise<void>;
  close(): void;
};

export type Coins = { address: string; amountMsat: Msat };

/** The shop's sandbox chain, and a sandbox node whose clock stands still and so is behind when the hub's moves on. */
export function openSandboxRails({ chain, random }: Shop): Rails {
  const folder = mkdtempSync(join(tmpdir(), "satoshop-odd-"));
  const node = openSandboxNode({ folder, clock: testClock(), random });
  return {
    node,
    canceller: node,
    chain,
    payInvoice: async (bolt11, amountMsat) => (await node.payAsBuyer(bolt11, amountMsat)).state === "settled",
    invoiceOfBuyer: (amountMsat) => node.invoiceOfBuyer({ amountMsat, expirySeconds: 3_600 }),
    pay: async (...outputs) => chain.pay(...outputs),
    replace: async (txid, ...outputs) => chain.replace(txid, ...outputs),
    mine: async (countBlocks) => chain.mine(countBlocks),
    reorganise: async (depth, fate) => chain.reorganise(depth, fate),
    close: () => node.close(),
  };
}
