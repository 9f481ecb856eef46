import * as assert from "uvu/assert";
import { msatFromSat } from "../../app/domain/money.ts";
import { unixMs } from "../../app/domain/time.ts";
import { lookUp } from "../../app/ecash/journal/look-up.ts";
import type { OpenOp } from "../../app/ecash/journal/open-op.ts";
import type { MeltQuote, MintPort, MintQuote, PlannedOutput, Proof, ProofState } from "../../app/gateways/mint/port.ts";
import { suite } from "../support/suite.ts";
import { MINT_URL, openEcashWorld } from "./world.ts";

const world = await openEcashWorld();
const test = suite("ecash/journal/look-up");
test.after(() => world.close());

const now = unixMs(1_000_000n);
const amountMsat = msatFromSat(1n);
const input: Proof = { keysetId: "00", amountMsat, secret: "in", signature: "", dleq: undefined };
const outputs: PlannedOutput[] = ["a", "b"].map((point) => ({
  keysetId: "00",
  amountMsat,
  point,
  secret: "",
  blindingFactor: "",
}));

type Books = {
  signed?: string[];
  input?: ProofState["state"];
  mintQuote?: Partial<MintQuote>;
  meltQuote?: Partial<MeltQuote>;
};

/** What is made of a mint's books for an operation of a kind. */
async function found(kind: OpenOp["kind"], { signed = [], input: state, mintQuote, meltQuote }: Books) {
  const signature = { keysetId: "00", amountMsat, point: "", dleq: undefined };
  const quote = { id: "q", bolt11: "", amountMsat, expiresAtMs: undefined };
  const mint: MintPort = {
    ...world.ecash.mintAt(MINT_URL),
    restore: async () => signed.map((point) => ({ point, signature })),
    states: async (points) =>
      new Map(state === undefined ? [] : points.map((point) => [point, { state, witness: undefined }])),
    mintQuote: async () => mintQuote && { kind: "mint-quote", state: "unpaid", ...quote, ...mintQuote },
    meltQuote: async () =>
      meltQuote && {
        kind: "melt-quote",
        state: "unpaid",
        feeReserveMsat: msatFromSat(0n),
        preimage: undefined,
        change: [],
        ...quote,
        ...meltQuote,
      },
  };
  const body = { inputs: kind === "mint" ? [] : [input], outputs, given: 0, signature: undefined };
  const op = { kind, quote_id: "q", body } as unknown as OpenOp;
  const outcome = await lookUp({ mint, kit: { pointOf: (secret) => `Y-${secret}` }, now }, op);
  return outcome === undefined ? "not-done" : "reason" in outcome ? `${outcome.kind} ${outcome.reason}` : outcome.kind;
}

test("a swap is done when its coins are spent and its outputs are signed, and only then", async () => {
  assert.is(await found("swap", { signed: ["a", "b"], input: "spent" }), "signed");
  assert.is(await found("swap", { signed: ["a", "b"], input: "unspent" }), "not-done");
  assert.is(await found("swap", { signed: ["a", "b"] }), "not-done");
  assert.is(await found("swap", { signed: ["a", "b"], input: "pending" }), "pending");
  assert.is(await found("swap", { signed: ["a"], input: "spent" }), "lost signed-in-part");
  assert.is(await found("swap", { input: "spent" }), "refused coin-spent");
});

test("a quote is issued to its outputs, waits for its money until it runs out, or is unknown", async () => {
  assert.is(await found("mint", { signed: ["a", "b"] }), "signed");
  assert.is(await found("mint", {}), "refused quote-expired");
  assert.is(await found("mint", { mintQuote: { state: "paid" } }), "not-done");
  assert.is(await found("mint", { mintQuote: { state: "issued" } }), "lost quote-issued");
  assert.is(await found("mint", { mintQuote: {} }), "pending");
  assert.is(await found("mint", { mintQuote: { expiresAtMs: unixMs(now + 1n) } }), "pending");
  assert.is(await found("mint", { mintQuote: { expiresAtMs: unixMs(now - 1n) } }), "refused quote-expired");
});

test("a payment is made, on its way, can be asked for again, or is over", async () => {
  assert.is(await found("melt", { meltQuote: { state: "paid" } }), "signed");
  assert.is(await found("melt", { meltQuote: { state: "pending" } }), "pending");
  assert.is(await found("melt", { meltQuote: {}, input: "pending" }), "pending");
  assert.is(await found("melt", { meltQuote: {}, input: "spent" }), "lost coins-gone");
  assert.is(await found("melt", { meltQuote: {}, input: "unspent" }), "not-done");
  assert.is(await found("melt", { meltQuote: { expiresAtMs: unixMs(now + 1n) } }), "not-done");
  assert.is(await found("melt", { meltQuote: { expiresAtMs: unixMs(now - 1n) } }), "refused quote-expired");
  assert.is(await found("melt", {}), "refused quote-expired");
});
