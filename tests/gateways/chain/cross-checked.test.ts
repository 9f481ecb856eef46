import * as assert from "uvu/assert";
import { msat } from "../../../app/domain/money.ts";
import { NotApplied } from "../../../app/domain/outcome.ts";
import { blockHeight } from "../../../app/domain/time.ts";
import type { ChainWitness } from "../../../app/gateways/chain/bitcoind.ts";
import { crossChecked } from "../../../app/gateways/chain/cross-checked.ts";
import type { ChainWallet, WalletTransaction } from "../../../app/gateways/chain/port.ts";
import { rejects, suite } from "../../support/suite.ts";

const test = suite("gateways/chain/cross-checked");

const BLOCK = { height: blockHeight(200), hash: "b1".repeat(32) };

function transaction(txid: string, block?: WalletTransaction["block"]): WalletTransaction {
  return { txid, block, outputs: [{ vout: 0, address: "bcrt1q", amountMsat: msat(1_000n) }] };
}

/** A wallet that lists these, one list after the other, and what Bitcoin Core says about them. */
function checked(lists: WalletTransaction[][], says: { mempool?: string[]; chain?: string[] }, patienceMs = 0) {
  let asked = 0;
  const wallet: ChainWallet = {
    tip: async () => BLOCK,
    newAddress: async () => "bcrt1q",
    transactions: async () => lists[Math.min(asked++, lists.length - 1)] ?? [],
    watch: async () => undefined,
  };
  const witness: ChainWitness = {
    waiting: async (txids) => new Set(txids.filter((txid) => says.mempool?.includes(txid))),
    standing: async (hashes) => new Set(hashes.filter((hash) => says.chain?.includes(hash))),
  };
  const list = async () => crossChecked(wallet, witness, patienceMs).transactions(blockHeight(0));
  return { list, wallet: crossChecked(wallet, witness, patienceMs), asked: () => asked };
}

test("what both know is listed as it is", async () => {
  const all = [transaction("aa"), transaction("bb", BLOCK)];
  assert.equal(await checked([all], { mempool: ["aa"], chain: [BLOCK.hash] }).list(), all);
});

test("a payment that waits nowhere any more is not listed", async () => {
  assert.equal(await checked([[transaction("aa")]], { mempool: [] }).list(), []);
});

test("a payment whose block another chain has put aside waits again", async () => {
  const { list } = checked([[transaction("aa", BLOCK)]], { mempool: ["aa"], chain: [] });
  assert.equal(await list(), [transaction("aa")]);
});

test("a payment whose block was put aside and whose coins were spent there is not listed", async () => {
  assert.equal(await checked([[transaction("aa", BLOCK)]], { mempool: [], chain: [] }).list(), []);
});

test("a wallet that is only a moment behind is asked again before anything is taken from its list", async () => {
  const mined = [transaction("aa", BLOCK)];
  const { list } = checked([[transaction("aa")], mined], { mempool: [], chain: [BLOCK.hash] }, 5_000);
  assert.equal(await list(), mined);
});

test("what the wallet said wrongly once for long is not waited for again", async () => {
  const { wallet } = checked([[transaction("aa")]], { mempool: [] }, 300);
  assert.equal(await wallet.transactions(blockHeight(0)), []);
  const startedMs = performance.now();
  assert.equal(await wallet.transactions(blockHeight(0)), []);
  assert.ok(performance.now() - startedMs < 200);
});

test("blocks deeper than any chain was ever replaced are not asked about", async () => {
  const deep = transaction("aa", { height: blockHeight(20), hash: "0d".repeat(32) });
  const recent = transaction("bb", BLOCK);
  assert.equal(await checked([[deep, recent]], { chain: [BLOCK.hash] }).list(), [deep, recent]);
});

test("while Bitcoin Core cannot be asked nothing is listed", async () => {
  const { wallet } = checked([[transaction("aa")]], {});
  const silent: ChainWitness = {
    waiting: async () => {
      throw new NotApplied("no answer");
    },
    standing: async () => new Set(),
  };
  assert.instance(await rejects(crossChecked(wallet, silent).transactions(blockHeight(0))), NotApplied);
});
