import * as assert from "uvu/assert";
import { msat } from "../../app/domain/money.ts";
import type { Msat } from "../../app/domain/money.ts";
import { NotApplied } from "../../app/domain/outcome.ts";
import { blockHeight } from "../../app/domain/time.ts";
import type { ChainWallet, WalletTransaction } from "../../app/gateways/chain/port.ts";
import { rejects, suite } from "./suite.ts";

/** A shop's wallet under test, and what others do on its chain. */
export interface ChainWorld {
  wallet: ChainWallet;
  /** One transaction with these outputs, in no block yet; returns its id. */
  pay(...outputs: Output[]): Promise<string>;
  /** Spends the same coins in another way; without outputs none of it comes to the shop. */
  replace(txid: string, ...outputs: Output[]): Promise<string>;
  mine(countBlocks: number): Promise<void>;
  /** A longer chain without what was in the last blocks, which waits again or was spent elsewhere. */
  reorganise(depth: number, fate: "returned" | "dropped"): Promise<void>;
  breakStreams(): Promise<void>;
  close(): Promise<void>;
}

type Output = { address: string; amountMsat: Msat };

const AMOUNT = msat(123_456_000n);
const LATEST_MS = 20_000;

/** The rules that every wallet of the hub keeps, run on the sandbox and on real nodes alike. */
export function chainContract(name: string, makeWorld: () => Promise<ChainWorld>): void {
  const test = suite(name);
  let made: Promise<ChainWorld> | undefined;
  const world = () => (made ??= makeWorld());
  test.after(async () => (await made)?.close());
  taking(test, world);
  losing(test, world);
  watching(test, world);
}

type Test = ReturnType<typeof suite>;
type World = () => Promise<ChainWorld>;

function taking(test: Test, world: World): void {
  test("each address is new, and one that wallets can pay to", async () => {
    const { wallet } = await world();
    const addresses = [await wallet.newAddress(), await wallet.newAddress()];
    for (const address of addresses) assert.match(address, /^bcrt1q[02-9ac-hj-np-z]{38}$/);
    assert.is(new Set(addresses).size, 2);
  });

  test("the tip follows the blocks", async () => {
    const { wallet, mine } = await world();
    const before = await wallet.tip();
    await mine(2);
    const after = await wallet.tip();
    assert.is(after.height, before.height + 2);
    assert.match(after.hash, /^[0-9a-f]{64}$/);
    assert.is.not(after.hash, before.hash);
  });

  test("a payment is seen in no block first, and then in one", async () => {
    const { wallet, pay, mine } = await world();
    const address = await wallet.newAddress();
    const txid = await pay({ address, amountMsat: AMOUNT });
    const seen = await listed(wallet, txid);
    assert.is(seen.block, undefined);
    assert.equal(
      seen.outputs.map((output) => [output.address, output.amountMsat]),
      [[address, AMOUNT]],
    );
    await mine(1);
    const mined = await listed(wallet, txid, (found) => found.block !== undefined);
    assert.equal(mined.block, await wallet.tip());
    assert.equal(mined.outputs, seen.outputs);
  });

  test("several outputs to one address are all there, and others' outputs are not", async () => {
    const { wallet, pay } = await world();
    const address = await wallet.newAddress();
    const to = (amountMsat: bigint) => ({ address, amountMsat: msat(amountMsat) });
    const txid = await pay(to(50_000_000n), to(20_000_000n));
    const { outputs } = await listed(wallet, txid);
    assert.equal(new Set(outputs.map((output) => output.amountMsat)), new Set([50_000_000n, 20_000_000n]));
    assert.is(new Set(outputs.map((output) => output.vout)).size, 2);
  });

  test("blocks before the height that is asked for are left out, what waits is not", async () => {
    const { wallet, pay, mine } = await world();
    const address = await wallet.newAddress();
    const old = await pay({ address, amountMsat: AMOUNT });
    await listed(wallet, old);
    await mine(1);
    await listed(wallet, old, (found) => found.block !== undefined);
    const waiting = await pay({ address, amountMsat: AMOUNT });
    await listed(wallet, waiting);
    const { height } = await wallet.tip();
    const later = (await wallet.transactions(blockHeight(height + 1))).map(({ txid }) => txid);
    assert.is(later.includes(old), false);
    assert.is(later.includes(waiting), true);
  });
}

function losing(test: Test, world: World): void {
  test("a payment that was replaced by another is gone, and the other is there", async () => {
    const { wallet, pay, replace, mine } = await world();
    const address = await wallet.newAddress();
    const first = await pay({ address, amountMsat: AMOUNT });
    await listed(wallet, first);
    const second = await replace(first, { address, amountMsat: msat(2_000_000n) });
    await listed(wallet, second);
    await isGone(wallet, first);
    await mine(1);
    await listed(wallet, second, (found) => found.block !== undefined);
  });

  test("a payment whose coins were spent elsewhere is gone", async () => {
    const { wallet, pay, replace, mine } = await world();
    const txid = await pay({ address: await wallet.newAddress(), amountMsat: AMOUNT });
    await listed(wallet, txid);
    await replace(txid);
    await isGone(wallet, txid);
    await mine(1);
    await isGone(wallet, txid);
  });

  for (const depth of [1, 5]) {
    test(`a payment loses its block in a reorganisation ${depth} deep, and gets another`, async () => {
      const { wallet, pay, mine, reorganise } = await world();
      const txid = await pay({ address: await wallet.newAddress(), amountMsat: AMOUNT });
      await listed(wallet, txid);
      await mine(depth);
      const { block: first } = await listed(wallet, txid, (found) => found.block !== undefined);
      await reorganise(depth, "returned");
      await listed(wallet, txid, (found) => found.block === undefined);
      await mine(1);
      const { block: second } = await listed(wallet, txid, (found) => found.block !== undefined);
      assert.equal(second, await wallet.tip());
      assert.is.not(second?.hash, first?.hash);
    });
  }

  test("a payment whose coins were spent elsewhere in a longer chain is gone", async () => {
    const { wallet, pay, mine, reorganise } = await world();
    const txid = await pay({ address: await wallet.newAddress(), amountMsat: AMOUNT });
    await listed(wallet, txid);
    await mine(1);
    await listed(wallet, txid, (found) => found.block !== undefined);
    await reorganise(1, "dropped");
    await isGone(wallet, txid);
  });
}

function watching(test: Test, world: World): void {
  test("who watches is rung for a payment and for a block", async () => {
    const { wallet, pay, mine } = await world();
    const stop = new AbortController();
    let rings = 0;
    const watching = wallet.watch(() => (rings += 1), stop.signal);
    const isRung = async (act: () => Promise<unknown>) => {
      const before = rings;
      await act();
      await until("the bell", async () => (rings > before ? true : undefined));
    };
    const address = await wallet.newAddress();
    await isRung(() => pay({ address, amountMsat: AMOUNT }));
    await isRung(() => mine(1));
    stop.abort();
    await watching;
  });

  test("a broken line ends the watching with what says that asking again is safe", async () => {
    const { wallet, breakStreams, mine } = await world();
    let rings = 0;
    const watching = wallet.watch(() => (rings += 1), new AbortController().signal);
    const ended = rejects(watching);
    // Broken once it is known to stand; a line that never rings is broken all the same.
    await mine(1);
    await breakStreams();
    assert.instance(await ended, NotApplied);
  });
}

/** The transaction as the wallet lists it, as soon as it looks so. */
async function listed(
  wallet: ChainWallet,
  txid: string,
  fits: (found: WalletTransaction) => boolean = () => true,
): Promise<WalletTransaction> {
  return until(`transaction ${txid}`, async () => {
    const found = (await wallet.transactions(blockHeight(0))).find((each) => each.txid === txid);
    return found !== undefined && fits(found) ? found : undefined;
  });
}

async function isGone(wallet: ChainWallet, txid: string): Promise<void> {
  await until(`the end of ${txid}`, async () => {
    const all = await wallet.transactions(blockHeight(0));
    return all.some((each) => each.txid === txid) ? undefined : true;
  });
}

/** Asks again until there is an answer: a real node hears of things a moment later. */
async function until<T>(what: string, ask: () => Promise<T | undefined>): Promise<T> {
  const endMs = performance.now() + LATEST_MS;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (performance.now() > endMs) throw new Error(`${what} did not come within ${LATEST_MS} ms`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
