import * as assert from "uvu/assert";
import { msat } from "../../app/domain/money.ts";
import { isRefused } from "../../app/domain/refusal.ts";
import { readToken } from "../../app/ecash/read-token.ts";
import type { Brought } from "../../app/ecash/read-token.ts";
import { coinKit } from "../../app/gateways/mint/coin-kit.ts";
import type { Proof } from "../../app/gateways/mint/port.ts";
import { partsOf } from "../support/parts-of.ts";
import { suite } from "../support/suite.ts";
import { MINT_URL, openEcashWorld } from "./world.ts";

const world = await openEcashWorld();
const { ecash, shop } = world;
const text = await world.token(21n);
const keysetIds = (await ecash.mintAt(MINT_URL).keysets()).map(({ id }) => id);
const proofs = coinKit.read(text, keysetIds) ?? [];
const [first] = proofs;
if (first === undefined) throw new Error("the token has no coins");

const test = suite("ecash/read-token");
test.after(() => world.close());

async function read(brought: Brought): Promise<string> {
  const answer = await readToken(ecash, brought);
  return isRefused(answer) ? answer.reason : `${answer.sumMsat}`;
}

const coins = (of: readonly Proof[], more: Partial<Exclude<Brought, string>> = {}) =>
  read({ mint: MINT_URL, unit: "sat", proofs: of, ...more });

test("a token is read as text, however it was copied, and as coins that a wallet sends", async () => {
  assert.is(await read(text), "21000");
  assert.is(await read(`\n ${text}  `), "21000");
  assert.is(await coins(proofs), "21000");
  assert.is(await coins(proofs, { mint: `${MINT_URL}/` }), "21000");
});

for (const before of [
  "cashu:",
  "cashu://",
  "web+cashu://",
  "https://wallet.example/#token=",
  "https://wallet.example/?token=",
])
  test(`a token behind ${before} is read, as wallets and cards have it`, async () => {
    assert.is(await read(before + text), "21000");
  });

test("a token is read from the parts of a moving code, and parts that are missing are told apart from broken ones", async () => {
  const parts = partsOf(text);
  assert.is(await read(parts.toReversed().join("\n").toUpperCase()), "21000");
  assert.is(await read(parts.slice(1).join(" ")), "token-incomplete");
  assert.is(await read(parts.join(" ").slice(0, -4)), "token-unreadable");
  assert.is(await read([...parts, ...partsOf(await world.token(1n))].join(" ")), "token-unreadable");
  assert.is(await read(partsOf("no token, but long enough for several parts".repeat(9)).join(" ")), "token-unreadable");
});

test("what is no token, or only a part of one, is told apart from one that is too long", async () => {
  assert.is(await read(""), "token-unreadable");
  assert.is(await read("cashuBnonsense"), "token-unreadable");
  assert.is(await read(text.slice(0, -20)), "token-unreadable");
  assert.is(await coins([]), "token-unreadable");
  assert.is(await read(text.padEnd(65_537, "A")), "token-too-large");
  assert.is(await coins(Array.from({ length: 257 }, () => first)), "token-too-large");
});

test("a token that is not in sat, or of a mint that is not on the list or is off, is not taken", async () => {
  assert.is(await coins(proofs, { unit: "usd" }), "token-wrong-unit");
  assert.is(await coins(proofs, { mint: "https://stranger.example" }), "mint-not-taken");
  for (const state of ["off", "quarantined"] as const) {
    await shop.db.updateTable("mint").set({ state }).execute();
    assert.is(await read(text), "mint-not-taken");
  }
  await shop.db.updateTable("mint").set({ state: "on" }).execute();
});

test("a coin of keys that are not known, for another amount, or that does not show its signature is forged", async () => {
  assert.is(await coins([{ ...first, keysetId: "00ffffffffffffff" }]), "token-forged");
  assert.is(await coins([{ ...first, amountMsat: msat(first.amountMsat * 2n) }]), "token-forged");
  assert.is(await coins([{ ...first, dleq: undefined }]), "token-forged");
  assert.is(await coins([{ ...first, secret: `${first.secret}0` }]), "token-forged");
  const { e, s } = first.dleq ?? { e: "", s: "" };
  assert.is(await coins([{ ...first, dleq: { e, s, r: undefined } }]), "token-forged");
});

test("no more is taken of a mint in one payment than its cap", async () => {
  const cap = (most: bigint) => shop.db.updateTable("mint").set({ payment_cap_msat: most }).execute();
  await cap(20_999n);
  assert.is(await read(text), "mint-capped");
  await cap(21_000n);
  assert.is(await read(text), "21000");
});
