import { randomBytes } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as assert from "uvu/assert";
import { msat } from "../../../app/domain/money.ts";
import { NotApplied, OutcomeUnknown } from "../../../app/domain/outcome.ts";
import { blockHeight } from "../../../app/domain/time.ts";
import { openSandboxChain } from "../../../app/gateways/chain/sandbox.ts";
import { chainContract } from "../../support/chain-contract.ts";
import { sendContract } from "../../support/send-contract.ts";
import { rejects, suite } from "../../support/suite.ts";

chainContract("gateways/chain/sandbox: contract", async () => {
  const chain = openSandboxChain({ folder: newFolder(), random: randomBytes });
  return {
    wallet: chain,
    pay: async (...outputs) => chain.pay(...outputs),
    replace: async (txid, ...outputs) => chain.replace(txid, ...outputs),
    mine: async (countBlocks) => chain.mine(countBlocks),
    reorganise: async (depth, fate) => chain.reorganise(depth, fate),
    breakStreams: async () => chain.dropStreams(),
    close: async () => chain.close(),
  };
});

sendContract("gateways/chain/sandbox: sending", async () => {
  const chain = openSandboxChain({ folder: newFolder(), random: randomBytes });
  return {
    sender: chain,
    newPayee: async () => chain.newAddress(),
    spendElsewhere: async ({ inputs }, to) =>
      void chain.spendElsewhere(inputs, to === undefined ? undefined : { ...to, amountMsat: msat(to.amountMsat) }),
    mine: async (countBlocks) => chain.mine(countBlocks),
    close: async () => chain.close(),
  };
});

const test = suite("gateways/chain/sandbox");

test("a chain that is opened again has its blocks and its payments", async () => {
  const folder = newFolder();
  const before = openSandboxChain({ folder, random: randomBytes });
  const txid = before.pay({ address: await before.newAddress(), amountMsat: msat(5_000n) });
  before.mine(3);
  const tip = await before.tip();
  before.close();
  const after = openSandboxChain({ folder, random: randomBytes });
  assert.equal(await after.tip(), tip);
  assert.equal(
    (await after.transactions(blockHeight(0))).map((found) => [found.txid, found.block?.height]),
    [[txid, tip.height - 2]],
  );
  after.close();
});

test("what a longer chain keeps stays at its height, in another block", async () => {
  const chain = openSandboxChain({ folder: newFolder(), random: randomBytes });
  chain.pay({ address: await chain.newAddress(), amountMsat: msat(5_000n) });
  chain.mine(2);
  const [before] = await chain.transactions(blockHeight(0));
  chain.reorganise(2, "kept");
  const [after] = await chain.transactions(blockHeight(0));
  assert.is(after?.block?.height, before?.block?.height);
  assert.is.not(after?.block?.hash, before?.block?.hash);
  chain.close();
});

test("an address whose answer was lost is an unknown outcome, a look that failed is not", async () => {
  const chain = openSandboxChain({ folder: newFolder(), random: randomBytes });
  chain.faults.next("newAddress", "applied-but-unanswered");
  assert.instance(await rejects(chain.newAddress()), OutcomeUnknown);
  chain.faults.next("tip", "not-applied");
  assert.instance(await rejects(chain.tip()), NotApplied);
  chain.faults.setAway(true);
  assert.instance(await rejects(chain.transactions(blockHeight(0))), NotApplied);
  chain.faults.setAway(false);
  await chain.tip();
  chain.close();
});

test("money with value is refused", () => {
  const open = () => openSandboxChain({ folder: newFolder(), random: randomBytes, mode: "mainnet" });
  assert.throws(open, /must not run in mainnet mode/);
});

function newFolder(): string {
  return mkdtempSync(join(tmpdir(), "satoshop-chain-"));
}
