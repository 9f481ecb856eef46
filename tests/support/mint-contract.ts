import { createHash, randomBytes } from "node:crypto";
import * as assert from "uvu/assert";
import { msat, msatFromSat } from "../../app/domain/money.ts";
import type { Msat } from "../../app/domain/money.ts";
import { unixMs } from "../../app/domain/time.ts";
import { coinKit } from "../../app/gateways/mint/coin-kit.ts";
import type { KeysetKeys, Lock, MintPort, PlannedOutput, Proof, Refused } from "../../app/gateways/mint/port.ts";
import { suite } from "./suite.ts";

/** A mint under test, and people outside with a Lightning node. */
export interface MintWorld {
  mint: MintPort;
  /** Pays an invoice of the mint's. */
  pay(bolt11: string): Promise<void>;
  /** An invoice that the mint can pay. */
  newInvoice(amountMsat: Msat): Promise<string>;
  close(): Promise<void>;
}

const NEEDED = [4, 5, 7, 8, 9, 10, 11, 12, 14, 20];
const HOUR_MS = 3_600_000n;

/** The rules that every mint keeps that the hub takes coins of, run on the sandbox and on real mints alike. */
export function mintContract(name: string, makeWorld: () => Promise<MintWorld>): void {
  const test = suite(name);
  let made: Promise<MintWorld> | undefined;
  const world = () => (made ??= makeWorld());
  test.after(async () => (await made)?.close());

  test("the mint answers", async () => void (await (await world()).mint.info()), { timeoutMs: 180_000 });

  test("one keyset signs, its keys are those of its id, and the mint has what the hub relies on", async () => {
    const { mint } = await world();
    const keys = await signingKeys(mint);
    assert.match(keys.keys["1"] ?? "", /^0[23][0-9a-f]{64}$/);
    const { nuts } = await mint.info();
    for (const nut of NEEDED) assert.ok(nuts.has(nut), `NUT-${nut} is missing`);
    assert.is(await mint.keysOf("00".repeat(8)), undefined);
  });

  test("a quote is unpaid, then paid, and issued once, to whoever has its key", async () => {
    const w = await world();
    const keys = await signingKeys(w.mint);
    const privateKey = randomBytes(32).toString("hex");
    const amountMsat = msatFromSat(64n);
    const quote = accepted(await w.mint.quoteMint({ amountMsat, lockedTo: coinKit.publicKeyOf(privateKey) }));
    const planned = plan(keys, amountMsat);
    const issue = (signedBy: string) =>
      w.mint.mint({
        quoteId: quote.id,
        outputs: planned,
        signature: coinKit.signQuote({ quoteId: quote.id, outputs: planned, privateKey: signedBy }),
      });
    assert.is(refusal(await issue(privateKey)), "quote-unpaid");
    await w.pay(quote.bolt11);
    await untilPaid(w.mint, quote.id);
    assert.is(refusal(await issue("11".repeat(32))), "quote-signature-wrong");
    const { signatures } = accepted(await issue(privateKey));
    assert.is(total(unblinded(planned, signatures, keys)), amountMsat);
    assert.ok(["quote-issued", "outputs-signed"].includes(refusal(await issue(privateKey)) ?? ""));
    assert.is((await w.mint.mintQuote(quote.id))?.state, "issued");
  });

  test("a swap spends coins once, for new ones of their sum less the fee", async () => {
    const { mint, coins, keys } = await withCoins(await world(), 100n);
    const feeMsat = coinKit.feeOf(coins, await mint.keysets());
    const outputs = plan(keys, msat(total(coins) - feeMsat));
    const before = await statesOf(mint, coins);
    assert.equal(before, new Set(["unspent"]));
    const fresh = unblinded(outputs, accepted(await mint.swap({ inputs: coins, outputs })).signatures, keys);
    assert.is(total(fresh), total(coins) - feeMsat);
    assert.equal(
      fresh.map(({ secret }) => secret),
      outputs.map(({ secret }) => secret),
      "what was planned is not what came to be",
    );
    assert.equal(await statesOf(mint, coins), new Set(["spent"]));
    const again = plan(keys, msat(total(coins) - feeMsat));
    assert.is(refusal(await mint.swap({ inputs: coins, outputs: again })), "coin-spent");
  });

  test("more than the inputs less the fee is refused, and spends nothing", async () => {
    const { mint, coins, keys } = await withCoins(await world(), 50n);
    const outputs = plan(keys, msat(total(coins) + 1_000n));
    assertRefused(await mint.swap({ inputs: coins, outputs }));
    assert.equal(await statesOf(mint, coins), new Set(["unspent"]));
  });

  test("whoever did not hear the answer to a swap finds its signatures again", async () => {
    const { mint, coins, keys } = await withCoins(await world(), 30n);
    const outputs = plan(keys, msat(total(coins) - coinKit.feeOf(coins, await mint.keysets())));
    const { signatures } = accepted(await mint.swap({ inputs: coins, outputs }));
    // A mint may give the same answer for a while (NUT-19), or say that it has given it.
    const again = await mint.swap({ inputs: coins, outputs });
    if (again.kind === "signed") assert.equal(again.signatures, signatures);
    else assert.ok(["outputs-signed", "coin-spent"].includes(again.reason), again.reason);
    const found = await mint.restore([...outputs, ...plan(keys, msatFromSat(2n))]);
    const byPoint = new Map(found.map(({ point, signature }) => [point, signature]));
    assert.is(byPoint.size, outputs.length);
    const restored = outputs.flatMap((output) => byPoint.get(output.point) ?? []);
    assert.equal(
      restored.map(({ point }) => point),
      signatures.map(({ point }) => point),
    );
    assert.is(total(unblinded(outputs, restored, keys)), total(unblinded(outputs, signatures, keys)));
  });

  test("an output that was signed before is signed for nobody again, and the mint says that this is why", async () => {
    const w = await world();
    const { mint, coins, keys } = await withCoins(w, 100n);
    const signed = plan(keys, msat(total(coins) - coinKit.feeOf(coins, await mint.keysets())));
    accepted(await mint.swap({ inputs: coins, outputs: signed }));
    const others = (await withCoins(w, 100n)).coins;
    assert.is(refusal(await mint.swap({ inputs: others, outputs: signed })), "outputs-signed");
    assert.equal(await statesOf(mint, others), new Set(["unspent"]));
    const privateKey = newKey();
    const amountMsat = msat(signed.reduce((sum, each) => sum + each.amountMsat, 0n));
    const quote = accepted(await mint.quoteMint({ amountMsat, lockedTo: coinKit.publicKeyOf(privateKey) }));
    await w.pay(quote.bolt11);
    await untilPaid(mint, quote.id);
    const signature = coinKit.signQuote({ quoteId: quote.id, outputs: signed, privateKey });
    // Mints differ in how they say this one; the hub looks before it asks.
    assertRefused(await mint.mint({ quoteId: quote.id, outputs: signed, signature }), "it was issued");
    assert.is((await mint.mintQuote(quote.id))?.state, "paid");
  });

  test("a coin that was changed is not genuine, and no mint takes it", async () => {
    const { mint, coins, keys } = await withCoins(await world(), 8n);
    const [coin] = coins;
    if (coin === undefined) throw new Error("there is no coin");
    assert.ok(coinKit.isGenuine(coin, keys));
    const forged = { ...coin, secret: randomBytes(32).toString("hex") };
    assert.not.ok(coinKit.isGenuine(forged, keys));
    assert.not.ok(coinKit.isGenuine({ ...coin, dleq: undefined }, keys));
    const outputs = plan(keys, msatFromSat(1n));
    assert.ok(
      ["coin-invalid", "request-wrong"].includes(refusal(await mint.swap({ inputs: [forged], outputs })) ?? ""),
    );
  });

  test("coins of two out of three need two signatures, and go back by the refund key when their time is over", async () => {
    const w = await world();
    const [buyer, seller, verifier] = [newKey(), newKey(), newKey()];
    const keysOfThree = [buyer, seller, verifier].map(coinKit.publicKeyOf);
    const refund = { keys: [coinKit.publicKeyOf(buyer)], atMs: unixMs(BigInt(Date.now()) + HOUR_MS) };
    const locked = await withLocked(w, { keys: keysOfThree, signaturesNeeded: 2, refund, hash: undefined });
    assertRefused(await spend(locked, [seller]));
    assertRefused(await spend(locked, [buyer]), "the refund key came before its time");
    accepted(await spend(locked, [seller, verifier]));
    const over = { ...refund, atMs: unixMs(BigInt(Date.now()) - HOUR_MS) };
    const late = await withLocked(w, { keys: keysOfThree, signaturesNeeded: 2, refund: over, hash: undefined });
    accepted(await spend(late, [buyer]));
  });

  test("coins under a hash need its preimage and the key, and the mint tells the preimage afterwards", async () => {
    const w = await world();
    const [key, preimage] = [newKey(), randomBytes(32)];
    const hash = createHash("sha256").update(preimage).digest("hex");
    const locked = await withLocked(w, {
      keys: [coinKit.publicKeyOf(key)],
      signaturesNeeded: 1,
      refund: undefined,
      hash,
    });
    assertRefused(await spend(locked, [key]));
    const shown = { ...locked, coins: locked.coins.map((coin) => withPreimage(coin, preimage.toString("hex"))) };
    accepted(await spend(shown, [key]));
    const [coin] = locked.coins;
    const point = coinKit.pointOf(coin?.secret ?? "");
    const state = (await locked.mint.states([point])).get(point);
    assert.is(state?.state, "spent");
    assert.match(state?.witness ?? "", preimage.toString("hex"));
  });

  test("melting pays an invoice, spends the coins, and gives back what was too much", async () => {
    const w = await world();
    const { mint, coins, keys } = await withCoins(w, 400n);
    const quote = accepted(await mint.quoteMelt({ bolt11: await w.newInvoice(msatFromSat(200n)) }));
    assert.is(quote.amountMsat, 200_000n);
    const blanks = Array.from({ length: 10 }, () => output(keys, msat(0n)));
    const paid = accepted(await mint.melt({ quoteId: quote.id, inputs: coins, blanks }));
    assert.is(paid.state, "paid");
    assert.equal(await statesOf(mint, coins), new Set(["spent"]));
    const change = unblinded(blanks.slice(0, paid.change.length), paid.change, keys);
    const feeMsat = coinKit.feeOf(coins, await mint.keysets());
    const most = total(coins) - quote.amountMsat - feeMsat;
    assert.ok(total(change) <= most && total(change) >= most - quote.feeReserveMsat, `${total(change)} of ${most}`);
    assert.is((await mint.meltQuote(quote.id))?.state, "paid");
  });

  test("a token says its mint and sum, and has the same coins when it is read", async () => {
    const { mint, coins, keys } = await withCoins(await world(), 21n);
    const text = coinKit.write({ mint: mint.url, proofs: coins, memo: "thank you" });
    assert.match(text, /^cashuB/);
    const peeked = coinKit.peek(text);
    assert.equal(
      [peeked?.mint, peeked?.unit, peeked?.amountMsat, peeked?.memo],
      [mint.url, "sat", 21_000n, "thank you"],
    );
    const read =
      coinKit.read(
        text,
        (await mint.keysets()).map(({ id }) => id),
      ) ?? [];
    assert.is(total(read), 21_000n);
    for (const coin of read) assert.ok(coinKit.isGenuine(coin, keys));
    for (const nonsense of ["", "cashuB", "cashuBnonsense", text.slice(0, 80)])
      assert.is(coinKit.peek(nonsense), undefined, nonsense);
  });
}

const newKey = () => randomBytes(32).toString("hex");

function accepted<Answer extends { kind: string }>(answer: Answer | Refused): Exclude<Answer, Refused> {
  if (answer.kind === "refused") throw new Error(`refused: ${JSON.stringify(answer)}`);
  return answer as Exclude<Answer, Refused>;
}

/** Mints differ in how they say that sums, or conditions, are not fulfilled. */
function assertRefused(answer: { kind: string }, message = "it was spent"): void {
  assert.is(answer.kind, "refused", message);
}

function refusal(answer: { kind: string }): string | undefined {
  return "reason" in answer ? String(answer.reason) : undefined;
}

async function signingKeys(mint: MintPort): Promise<KeysetKeys> {
  const active = (await mint.keysets()).filter(({ isActive }) => isActive);
  assert.is(active.length, 1);
  const keys = await mint.keysOf(active[0]?.id ?? "");
  if (keys === undefined) throw new Error("the mint does not show the keys that it signs with");
  return keys;
}

const seed = randomBytes(64);
let counter = 0n;

function output({ id: keysetId }: KeysetKeys, amountMsat: Msat): PlannedOutput {
  counter += 1n;
  return coinKit.fromSeed({ seed, counter, keysetId, amountMsat });
}

function plan(keys: KeysetKeys, amountMsat: Msat): PlannedOutput[] {
  return coinKit.split(amountMsat, keys).map((each) => output(keys, each));
}

function unblinded(
  outputs: readonly PlannedOutput[],
  signatures: readonly Parameters<typeof coinKit.unblind>[1][],
  keys: KeysetKeys,
): Proof[] {
  return outputs.map((each, place) => {
    const signature = signatures[place];
    const proof = signature === undefined ? undefined : coinKit.unblind(each, signature, keys);
    if (proof === undefined) throw new Error(`output ${place} became no coin`);
    return proof;
  });
}

const total = (coins: readonly Proof[]) => coins.reduce((sum, { amountMsat }) => sum + amountMsat, 0n);

async function untilPaid(mint: MintPort, id: string): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if ((await mint.mintQuote(id))?.state === "paid") return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("the mint did not see that it was paid");
}

type Coins = { mint: MintPort; keys: KeysetKeys; coins: Proof[] };

/** Coins over so many sats, freshly issued. */
async function withCoins({ mint, pay }: MintWorld, sat: bigint): Promise<Coins> {
  const keys = await signingKeys(mint);
  const privateKey = newKey();
  const amountMsat = msatFromSat(sat);
  const quote = accepted(await mint.quoteMint({ amountMsat, lockedTo: coinKit.publicKeyOf(privateKey) }));
  await pay(quote.bolt11);
  await untilPaid(mint, quote.id);
  const outputs = plan(keys, amountMsat);
  const signature = coinKit.signQuote({ quoteId: quote.id, outputs, privateKey });
  const { signatures } = accepted(await mint.mint({ quoteId: quote.id, outputs, signature }));
  return { mint, keys, coins: unblinded(outputs, signatures, keys) };
}

async function withLocked(w: MintWorld, lock: Lock): Promise<Coins> {
  const { mint, keys, coins } = await withCoins(w, 20n);
  const amounts = coinKit.split(msat(total(coins) - coinKit.feeOf(coins, await mint.keysets())), keys);
  const outputs = amounts.map((amountMsat) => coinKit.locked({ lock, keysetId: keys.id, amountMsat }));
  const locked = unblinded(outputs, accepted(await mint.swap({ inputs: coins, outputs })).signatures, keys);
  for (const { secret } of locked) assert.equal(coinKit.lockOf(secret), { ...lock, refund: wholeSeconds(lock.refund) });
  return { mint, keys, coins: locked };
}

function wholeSeconds(refund: Lock["refund"]): Lock["refund"] {
  return refund === undefined ? undefined : { ...refund, atMs: unixMs((refund.atMs / 1_000n) * 1_000n) };
}

async function spend({ mint, keys, coins }: Coins, privateKeys: readonly string[]) {
  const outputs = plan(keys, msat(total(coins) - coinKit.feeOf(coins, await mint.keysets())));
  return mint.swap({ inputs: coinKit.sign(coins, privateKeys), outputs });
}

function withPreimage(coin: Proof, preimage: string): Proof {
  return { ...coin, witness: JSON.stringify({ preimage }) };
}

async function statesOf(mint: MintPort, coins: readonly Proof[]): Promise<Set<string | undefined>> {
  const points = coins.map(({ secret }) => coinKit.pointOf(secret));
  const states = await mint.states(points);
  return new Set(points.map((point) => states.get(point)?.state));
}
