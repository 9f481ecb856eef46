import * as assert from "uvu/assert";
import { secp256k1 } from "@noble/curves/secp256k1.js";
import { isSigned, isWellFormed } from "../../../app/accounts/lnurl/verify-signature.ts";
import type { WalletAnswer } from "../../../app/accounts/lnurl/verify-signature.ts";
import { suite } from "../../support/suite.ts";

const test = suite("accounts/lnurl/verify-signature");

/** The example that LUD-04 was published with. */
const published: WalletAnswer = {
  k1: "e2af6254a8df433264fa23f67eb8188635d15ce883e8fc020989d5f82ae6f11e",
  key: "02c3b844b8104f0c1b15c507774c9ba7fc609f58f343b9b149122e944dd20c9362",
  sig: "304402203767faf494f110b139293d9bab3c50e07b3bf33c463d4aa767256cd09132dc5102205821f8efacdb5c595b92ada255876d9201e126e2f31a140d44561cc1f7e9e43d",
};

test("the published example of LUD-04 is a good answer", async () => {
  assert.ok(isWellFormed(published));
  assert.is(await isSigned(published), true);
});

test("an answer that is good for one question, key or signature is good for no other", async () => {
  const lastDigit = (hex: string) => hex.replace(/.$/, (digit) => (digit === "0" ? "1" : "0"));
  for (const part of ["k1", "key", "sig"] as const)
    assert.is(await isSigned({ ...published, [part]: lastDigit(published[part]) }), false, part);
});

test("a wallet that does not lower S is understood, too", async () => {
  const low = secp256k1.Signature.fromHex(published.sig, "der");
  const high = new secp256k1.Signature(low.r, secp256k1.Point.Fn.ORDER - low.s);
  assert.ok(high.hasHighS());
  assert.is(await isSigned({ ...published, sig: high.toHex("der") }), true);
});

test("a signature over the hash of the question is none over the question", async () => {
  const secret = new Uint8Array(32).fill(7);
  const k1 = Buffer.from(published.k1, "hex");
  const key = Buffer.from(secp256k1.getPublicKey(secret)).toString("hex");
  const sign = (prehash: boolean) =>
    Buffer.from(secp256k1.sign(k1, secret, { prehash, format: "der" })).toString("hex");
  assert.is(await isSigned({ k1: published.k1, key, sig: sign(false) }), true);
  assert.is(await isSigned({ k1: published.k1, key, sig: sign(true) }), false);
});

const malformed: readonly (readonly [what: string, change: Partial<WalletAnswer>])[] = [
  ["nothing", { k1: "", key: "", sig: "" }],
  ["a short question", { k1: published.k1.slice(2) }],
  ["a long question", { k1: `${published.k1}00` }],
  ["an uncompressed key", { key: `04${published.key.slice(2)}${published.k1}` }],
  ["a key of another kind", { key: `05${published.key.slice(2)}` }],
  ["a signature without its frame", { sig: published.sig.slice(4) }],
  ["a signature as long as a book", { sig: `30${"00".repeat(100_000)}` }],
  ["what is no hex at all", { sig: published.sig.replace("3044", "30zz") }],
];

for (const [what, change] of malformed)
  test(`${what} is not looked at`, () => assert.is(isWellFormed({ ...published, ...change }), false));

test("a key that is no point on the curve, or a frame around nothing, is a wrong answer and not an accident", async () => {
  assert.is(await isSigned({ ...published, key: `02${"ff".repeat(32)}` }), false);
  assert.is(await isSigned({ ...published, sig: `3006020100020100` }), false);
});
