import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import * as assert from "uvu/assert";
import { msat, msatFromSat } from "../../app/domain/money.ts";
import { NotApplied, OutcomeUnknown } from "../../app/domain/outcome.ts";
import { coinKit } from "../../app/gateways/mint/coin-kit.ts";
import type { KeysetKeys, MintPort, Proof } from "../../app/gateways/mint/port.ts";
import { openSandboxPurse } from "../../app/gateways/mint/sandbox-purse.ts";
import { mintContract } from "../support/mint-contract.ts";
import { startMintProcess } from "../support/mint-process.ts";
import type { MintProcess } from "../support/mint-process.ts";
import { rejects, suite } from "../support/suite.ts";
import { newFolder } from "./terminal.ts";

mintContract("scripts/sandbox-mint keeps the contract", async () => {
  const { mint, pay, newInvoice, stop } = await startMintProcess();
  return { mint, pay, newInvoice, close: stop };
});

const test = suite("scripts/sandbox-mint");
let started: Promise<MintProcess> | undefined;
const running = () => (started ??= startMintProcess());
test.after(async () => (await started)?.stop());

const random = (size: number) => new Uint8Array(randomBytes(size));

/** Freshly bought coins, and the swap that somebody is about to ask for. */
async function aboutToSwap({ mint, pay }: MintProcess, sat: bigint) {
  const keysets = await mint.keysets();
  const keys = await keysOf(mint);
  const text = await openSandboxPurse({ mint, kit: coinKit, random, pay })(sat * 1_000n);
  const inputs =
    coinKit.read(
      text,
      keysets.map(({ id }) => id),
    ) ?? [];
  const outputs = coinKit
    .split(msat(sat * 1_000n - coinKit.feeOf(inputs, keysets)), keys)
    .map((amountMsat, place) =>
      coinKit.fromSeed({ seed: random(64), counter: BigInt(place), keysetId: keys.id, amountMsat }),
    );
  return { inputs, outputs, keys };
}

async function keysOf(mint: MintPort): Promise<KeysetKeys> {
  const keys = await mint.keysOf((await mint.keysets()).find(({ isActive }) => isActive)?.id ?? "");
  if (keys === undefined) throw new Error("the mint signs with nothing");
  return keys;
}

async function isSpent(mint: MintPort, inputs: readonly Proof[]): Promise<boolean> {
  const states = await mint.states(inputs.map(({ secret }) => coinKit.pointOf(secret)));
  return [...states.values()].every(({ state }) => state === "spent");
}

test("says at its start and to every wallet that nothing is behind it", async () => {
  const { said, mint } = await running();
  assert.match(said, /^SANDBOX, not backed/);
  assert.match((await mint.info()).name, /^SANDBOX, not backed/);
});

test("refuses to run where money is real", async () => {
  const program = join(import.meta.dirname, "../../scripts/sandbox-mint.ts");
  const ended = await new Promise<string>((resolve) =>
    execFile(
      process.execPath,
      [program, "--folder", newFolder()],
      { env: { ...process.env, MODE: "mainnet" } },
      (error, _said, complained) => resolve(`${error?.code} ${complained}`),
    ),
  );
  assert.match(ended, /^1 the sandbox mint has no value and must not run in mainnet mode/);
});

test("a mint that was killed knows its coins and its books when it is started again", async () => {
  const running = await startMintProcess();
  try {
    const { inputs, outputs } = await aboutToSwap(running, 40n);
    const before = await running.books();
    assert.is(before.outstanding, 40);
    await running.restartAfterKill();
    assert.equal(await running.books(), before);
    assert.is((await running.mint.swap({ inputs, outputs })).kind, "signed");
    // One sat of it was the fee.
    assert.is((await running.books()).outstanding, 39);
  } finally {
    await running.stop();
  }
});

for (const kind of ["drop-before", "error-before", "drop-after", "error-after"] as const)
  test(`told to ${kind.replace("-", " ")} a swap, it is unheard of, and ${kind.endsWith("after") ? "has" : "has not"} done it`, async () => {
    const w = await running();
    const { inputs, outputs } = await aboutToSwap(w, 20n);
    await w.willFail({ kind, path: "/v1/swap" });
    const error = await rejects(w.mint.swap({ inputs, outputs }));
    assert.ok(error instanceof OutcomeUnknown || error instanceof NotApplied, error.name);
    assert.is(await isSpent(w.mint, inputs), kind.endsWith("after"));
    if (kind.endsWith("after")) assert.is((await w.mint.restore(outputs)).length, outputs.length);
    else assert.is((await w.mint.swap({ inputs, outputs })).kind, "signed");
  });

test("told to forge a proof of its signatures, it signs what nobody takes for a coin", async () => {
  const w = await running();
  const { inputs, outputs, keys } = await aboutToSwap(w, 20n);
  await w.willFail({ kind: "wrong-dleq", path: "/v1/swap" });
  const swapped = await w.mint.swap({ inputs, outputs });
  const [output, signature] = [outputs[0], swapped.kind === "signed" ? swapped.signatures[0] : undefined];
  if (output === undefined || signature === undefined) throw new Error("nothing was signed");
  assert.is(coinKit.unblind(output, signature, keys), undefined);
});

async function aboutToMelt(w: MintProcess) {
  const { inputs, keys } = await aboutToSwap(w, 40n);
  const quote = await w.mint.quoteMelt({ bolt11: await w.newInvoice(msatFromSat(10n)) });
  if (quote.kind === "refused") throw new Error(`refused: ${quote.reason}`);
  const blanks = Array.from({ length: 8 }, (_, place) =>
    coinKit.fromSeed({ seed: random(64), counter: BigInt(place), keysetId: keys.id, amountMsat: msat(0n) }),
  );
  return { quoteId: quote.id, inputs, blanks };
}

test("told to give empty change, it answers with a signature worth nothing for what needed none", async () => {
  const w = await running();
  const melting = await aboutToMelt(w);
  await w.willFail({ kind: "empty-change", path: "/v1/melt/bolt11" });
  const melted = await w.mint.melt(melting);
  if (melted.kind === "refused") throw new Error(`refused: ${melted.reason}`);
  assert.is(melted.change.length, melting.blanks.length);
  assert.is(melted.change.at(-1)?.amountMsat, 0n);
  assert.ok(melted.change.some(({ amountMsat }) => amountMsat > 0n));
});

test("told that a payment failed which arrives, it frees the coins that have paid", async () => {
  const w = await running();
  const melting = await aboutToMelt(w);
  await w.willFail({ kind: "stale-failed" });
  const melted = await w.mint.melt(melting);
  assert.is(melted.kind === "refused" && melted.reason, "payment-failed");
  assert.is(await isSpent(w.mint, melting.inputs), false);
});

test("a fault comes as often as it was told, and waits as long", async () => {
  const w = await running();
  await w.willFail({ kind: "delay", path: "/v1/info", times: 2, delayMs: 150 });
  for (const least of [150, 150, 0]) {
    const startedMs = performance.now();
    await w.mint.info();
    assert.ok(performance.now() - startedMs >= least - 2);
  }
});

test("what is no fault is refused, and breaks nothing", async () => {
  const { url } = await running();
  const response = await fetch(`${url}/sandbox/faults`, { method: "POST", body: `{"kind":"earthquake"}` });
  assert.is(response.status, 422);
  assert.is((await fetch(`${url}/sandbox/nothing`)).status, 404);
  assert.equal(await (await fetch(`${url}/sandbox/faults`)).json(), []);
});
