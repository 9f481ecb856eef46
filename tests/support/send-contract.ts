import * as assert from "uvu/assert";
import { msat, msatFromSat } from "../../app/domain/money.ts";
import type { ChainDraft, ChainSender, SentTransaction } from "../../app/gateways/chain/port.ts";
import { suite } from "./suite.ts";

/** The spending side of a wallet under test, and what others do on its chain. */
export interface SendWorld {
  sender: ChainSender;
  /** An address of somebody else, which was never used. */
  newPayee(): Promise<string>;
  /** Whoever else has the wallet's keys spends the draft's coins in another way, in no block yet. */
  spendElsewhere(draft: ChainDraft, to?: { address: string; amountMsat: bigint }): Promise<void>;
  mine(countBlocks: number): Promise<void>;
  close(): Promise<void>;
}

const AMOUNT = msatFromSat(123_456n);
const LATEST_MS = 20_000;

/** The rules that every wallet keeps that sends for the hub, run on the sandbox and on real nodes alike. */
export function sendContract(name: string, makeWorld: () => Promise<SendWorld>): void {
  const test = suite(name);
  let made: Promise<SendWorld> | undefined;
  const world = () => (made ??= makeWorld());
  test.after(async () => (await made)?.close());

  test("a draft pays exactly the amount, says its fee, and is known to nobody", async () => {
    const { draft, look } = await drafted(await world());
    assert.match(draft.txid, /^[0-9a-f]{64}$/);
    assert.ok(draft.inputs.length > 0 && draft.inputs.every((input) => /^[0-9a-f]{64}:\d+$/.test(input)));
    assert.ok(draft.feeMsat >= 141_000n && draft.feeMsat % 1_000n === 0n, `the fee is ${draft.feeMsat} msat`);
    assert.equal(await look(), { state: "absent" });
  });

  test("two drafts at once spend different coins; one that is let go gives its coins back", async () => {
    const { sender, ...rest } = await world();
    const first = await drafted({ sender, ...rest });
    const second = await drafted({ sender, ...rest });
    assert.is(
      first.draft.inputs.some((input) => second.draft.inputs.includes(input)),
      false,
    );
    for (const { draft } of [first, second]) await sender.release(draft);
  });

  test("what is published waits, is mined, and grows deeper; publishing it again changes nothing", async () => {
    const { sender, mine, ...rest } = await world();
    const { draft, look } = await drafted({ sender, mine, ...rest });
    assert.is(await sender.publish(draft.raw), "published");
    assert.is(await sender.publish(draft.raw), "published");
    assert.equal(await look(), { state: "waiting" });
    await mine(1);
    await untilIs(look, { state: "mined", confirmations: 1 });
    await sender.publish(draft.raw);
    await mine(2);
    await untilIs(look, { state: "mined", confirmations: 3 });
  });

  test("when its coins were spent in another way nobody takes it, and the block that did so is told", async () => {
    const { sender, mine, spendElsewhere, ...rest } = await world();
    const { draft, look } = await drafted({ sender, mine, spendElsewhere, ...rest });
    await spendElsewhere(draft);
    assert.is(await sender.publish(draft.raw), "refused");
    assert.is((await look()).state, "absent");
    await mine(1);
    await until(look, (seen) => seen.state === "replaced" && seen.confirmations === 1);
    const seen = await look();
    if (seen.state !== "replaced") throw new Error(`it is ${seen.state}`);
    assert.is.not(seen.txid, draft.txid);
    assert.is(seen.paidMsat, 0n);
  });

  test("when another one with the same coins paid the same, that is told, too", async () => {
    const { sender, mine, spendElsewhere, ...rest } = await world();
    const { draft, look, address } = await drafted({ sender, mine, spendElsewhere, ...rest });
    await spendElsewhere(draft, { address, amountMsat: AMOUNT });
    await mine(1);
    await until(look, (seen) => seen.state === "replaced" && seen.paidMsat === AMOUNT && seen.feeMsat > 0n);
  });

  test("more than the wallet has is a refusal, not an error", async () => {
    const { sender, newPayee } = await world();
    const request = { address: await newPayee(), amountMsat: msat(2_000_000_000_000_000n), satPerVbyte: 2n };
    assert.is(await sender.draft(request), "insufficient-balance");
  });

  test("the node says what a virtual byte costs", async () => {
    const rate = await (await world()).sender.feeRate();
    assert.ok(rate >= 1n && rate < 10_000n, `${rate} sat per virtual byte`);
  });
}

async function drafted({ sender, newPayee }: Omit<SendWorld, "close">) {
  const address = await newPayee();
  const draft = await sender.draft({ address, amountMsat: AMOUNT, satPerVbyte: 2n });
  if (draft === "insufficient-balance") throw new Error("the wallet has too little");
  const { txid, inputs, fromHeight } = draft;
  return { address, draft, look: () => sender.look({ txid, inputs, address, fromHeight }) };
}

/** A real node hears of a block a moment later. */
async function until(look: () => Promise<SentTransaction>, fits: (seen: SentTransaction) => boolean): Promise<void> {
  const endMs = performance.now() + LATEST_MS;
  for (;;) {
    const seen = await look();
    if (fits(seen)) return;
    if (performance.now() > endMs)
      throw new Error(
        `it stays ${JSON.stringify(seen, (_, value: unknown) => (typeof value === "bigint" ? value.toString() : value))}`,
      );
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function untilIs(look: () => Promise<SentTransaction>, wanted: SentTransaction): Promise<void> {
  const isSame = (seen: SentTransaction) =>
    seen.state === wanted.state &&
    (seen.state !== "mined" || wanted.state !== "mined" || seen.confirmations === wanted.confirmations);
  return until(look, isSame);
}
