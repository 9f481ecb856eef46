import { readFileSync } from "node:fs";
import { createInvoice } from "lightning";
import { blockHeight } from "../../app/domain/time.ts";
import { bitcoindWitness } from "../../app/gateways/chain/bitcoind.ts";
import { crossChecked } from "../../app/gateways/chain/cross-checked.ts";
import type { ChainWallet, WalletTransaction } from "../../app/gateways/chain/port.ts";
import { connectLnd } from "../../app/gateways/lightning/lnd.ts";
import { bakeMacaroons } from "../../app/gateways/lightning/setup.ts";
import { safeFetcher } from "../../app/gateways/web/safe-fetch.ts";
import { overpayInvoice, payInvoice } from "../../scripts/regtest/buyer/pay.ts";
import { openPurse } from "../../scripts/regtest/coins/purse.ts";
import type { Purse } from "../../scripts/regtest/coins/purse.ts";
import type { Stack } from "../../scripts/regtest/stack.ts";
import { until } from "../../scripts/regtest/stack/until.ts";
import type { Coins, Rails } from "../payments/odd-payments/rails.ts";

/** As many payments on chain as the whole table makes, and some more. */
const COINS = 60;

/** How long Bitcoin Core is asked again while LND still lists what is gone. */
const PATIENCE_MS = 1_000;

/** The rails of the odd-payment table on real daemons: LND by its narrow macaroons, and coins that anybody may spend. */
export async function railsOnStack(stack: Stack): Promise<Rails> {
  const purse = await openPurse(stack.bitcoind.rpc, COINS);
  await stack.mine(1);
  const certificate = base64(stack.shop.certPath);
  const macaroons = await bakeMacaroons({
    socket: stack.shop.socket,
    certificate,
    adminMacaroon: base64(stack.shop.adminMacaroonPath),
  });
  const keys = { certificate, macaroons };
  const node = connectLnd({ socket: stack.shop.socket, readKeys: () => keys, log: { warn: () => undefined } });
  if (node.chain === undefined || node.canceller === undefined) throw new Error("a macaroon was not used");
  const chain = checkedBy(stack, node.chain);
  return {
    node,
    canceller: node.canceller,
    chain,
    ...buyerOf(stack),
    ...coinsOf(stack, purse, chain),
    close: () => node.close(),
  };
}

function buyerOf({ buyer }: Stack): Pick<Rails, "payInvoice" | "invoiceOfBuyer"> {
  return {
    payInvoice: async (bolt11, amountMsat) => {
      const paying =
        amountMsat === undefined
          ? payInvoice(buyer.lnd, bolt11)
          : overpayInvoice(buyer.lnd, bolt11, amountMsat.toString());
      return paying.then(
        () => true,
        () => false,
      );
    },
    invoiceOfBuyer: async (amountMsat) => {
      const { request, id } = await createInvoice({ lnd: buyer.lnd, mtokens: amountMsat.toString() });
      return { bolt11: request, paymentHash: id };
    },
  };
}

/** What the shop's wallet has to list before anybody goes on: each transaction, and whether a block has it. */
function coinsOf(
  stack: Stack,
  purse: Purse,
  chain: ChainWallet,
): Pick<Rails, "pay" | "replace" | "mine" | "reorganise"> {
  const waiting = new Set<string>();
  let mined: string[] = [];
  const inSat = (outputs: readonly Coins[]) =>
    outputs.map(({ address, amountMsat }) => ({ address, amountSat: amountMsat / 1_000n }));
  const send = async (txid: string) => {
    waiting.add(txid);
    await lists(chain, txid, (found) => found !== undefined);
    return txid;
  };
  return {
    pay: async (...outputs) => send(await purse.pay(inSat(outputs))),
    replace: async (txid, ...outputs) => {
      const other = await purse.replace(txid, inSat(outputs));
      waiting.delete(txid);
      await lists(chain, txid, (found) => found === undefined);
      return outputs.length > 0 ? send(other) : other;
    },
    mine: async (countBlocks) => {
      await stack.mine(countBlocks);
      mined = [...waiting];
      waiting.clear();
      for (const txid of mined) await lists(chain, txid, (found) => found?.block !== undefined);
    },
    reorganise: async (depth, fate) => {
      await purse.reorganise(depth, fate);
      await stack.mine(0);
      for (const txid of mined) {
        await lists(chain, txid, (found) =>
          fate === "dropped" ? found === undefined : found !== undefined && found.block === undefined,
        );
        if (fate === "returned") waiting.add(txid);
      }
    },
  };
}

async function lists(
  chain: ChainWallet,
  txid: string,
  fits: (found: WalletTransaction | undefined) => boolean,
): Promise<void> {
  await until(`the wallet knows what became of ${txid}`, 30_000, async () => {
    const all = await chain.transactions(blockHeight(0));
    return fits(all.find((each) => each.txid === txid)) ? true : undefined;
  });
}

function checkedBy({ bitcoind }: Stack, wallet: ChainWallet): ChainWallet {
  const safeFetch = safeFetcher({ allowed: [new URL(bitcoind.rpcUrl).host] });
  const readLogin = () => `${bitcoind.user}:${bitcoind.password}`;
  return crossChecked(wallet, bitcoindWitness({ url: bitcoind.rpcUrl, readLogin, safeFetch }), PATIENCE_MS);
}

function base64(path: string): string {
  return readFileSync(path).toString("base64");
}
