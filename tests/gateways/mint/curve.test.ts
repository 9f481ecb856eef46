import { createHash } from "node:crypto";
import * as cashu from "@cashu/cashu-ts";
import * as assert from "uvu/assert";
import { msat, msatFromSat } from "../../../app/domain/money.ts";
import { coinKit } from "../../../app/gateways/mint/coin-kit.ts";
import { toLibrary } from "../../../app/gateways/mint/coin-shapes.ts";
import { curve } from "../../../app/gateways/mint/curve.ts";
import type { BlindSignature, KeysetKeys, PlannedOutput, Proof } from "../../../app/gateways/mint/port.ts";
import { rejects, suite } from "../../support/suite.ts";

const test = suite("gateways/mint/curve");

const AMOUNT = msatFromSat(8n);
const random = (name: string) => createHash("sha256").update(name).digest();
const hexOf = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");
const made = cashu.createNewMintKeys(8, random("the mint"));
const keys: KeysetKeys = {
  id: made.keysetId,
  isActive: true,
  inputFeePpk: 0n,
  expiresAtMs: undefined,
  keys: cashu.serializeMintKeys(made.pubKeys),
};

/** What the library makes of the same. */
const genuineByLibrary = (proof: Proof) => {
  try {
    return cashu.hasValidDleq(toLibrary(proof), { id: keys.id, keys: { ...keys.keys } });
  } catch {
    return false;
  }
};

function signed({ point, keysetId, amountMsat }: PlannedOutput): BlindSignature {
  const privateKey = made.privKeys[String(amountMsat / 1_000n)] ?? new Uint8Array();
  const blinded = cashu.pointFromHex(point);
  const { e, s } = cashu.createDLEQProof(blinded, privateKey);
  const { C_ } = cashu.createBlindSignature(blinded, privateKey, keysetId);
  return { keysetId, amountMsat, point: C_.toHex(true), dleq: { e: hexOf(e), s: hexOf(s), r: undefined } };
}

const seed = Buffer.concat([random("seed"), random("of 64 bytes")]);
const outputOf = (number: number) =>
  coinKit.fromSeed({ seed, counter: BigInt(number), keysetId: keys.id, amountMsat: AMOUNT });
const factorOf = (number: number) => BigInt(outputOf(number).blindingFactor);

function coin(number: number) {
  const output = outputOf(number);
  const signature = signed(output);
  const proof = coinKit.unblind(output, signature, keys);
  if (proof === undefined) throw new Error("a good signature is refused");
  return { output, signature, proof };
}

/** NUT-00. */
const POINTS: Record<string, string> = {
  "0000000000000000000000000000000000000000000000000000000000000000":
    "024cce997d3b518f739663b757deaec95bcd9473c30a14ac2fd04023a739d1a725",
  "0000000000000000000000000000000000000000000000000000000000000001":
    "022e7158e11c9506f1aa4248bf531298daa7febd6194f003edcd9b93ade6253acf",
};

test("the points of the vectors of NUT-00 come out", () => {
  for (const [bytes, expected] of Object.entries(POINTS))
    assert.is(curve.toHex(curve.pointOfSecret(Buffer.from(bytes, "hex").toString("latin1"))), expected);
});

test("a secret's point is what the e-cash library makes of it", () => {
  for (let number = 0; number < 20; number += 1) {
    const secret = number === 0 ? "" : `비밀 ${hexOf(random(String(number))).slice(0, number)}`;
    assert.is(coinKit.pointOf(secret), cashu.hashToCurve(new TextEncoder().encode(secret)).toHex(true));
  }
});

test("outputs from a seed are those of the e-cash library, so that its wallets find them again", () => {
  for (const id of [keys.id, "00a1b2c3d4e5f607", `01${"ab".repeat(32)}`])
    for (let number = 0; number < 3; number += 1) {
      const seed = Buffer.concat([random(id), random(String(number))]);
      const ours = coinKit.fromSeed({ seed, counter: BigInt(number), keysetId: id, amountMsat: AMOUNT });
      const theirs = cashu.OutputData.createSingleDeterministicData(8n, seed, number, id);
      const { blindedMessage, blindingFactor, secret } = cashu.OutputData.serialize(theirs);
      const { B_: point } = blindedMessage;
      assert.equal([ours.point, ours.blindingFactor, hexOf(Buffer.from(ours.secret))], [point, blindingFactor, secret]);
    }
});

test("a signature becomes the coin that the e-cash library makes of it", () => {
  for (let number = 0; number < 3; number += 1) {
    const { output, signature, proof } = coin(number);
    const { e = "", s = "" } = signature.dleq ?? {};
    const theirs = cashu.OutputData.deserialize({
      blindedMessage: { id: keys.id, amount: "8", B_: output.point },
      blindingFactor: output.blindingFactor,
      secret: hexOf(Buffer.from(output.secret)),
    }).toProof(
      { id: keys.id, amount: cashu.Amount.from(8), C_: signature.point, dleq: { e, s } },
      { id: keys.id, keys: { ...keys.keys } },
    );
    assert.equal(toLibrary(proof), theirs);
    assert.is(coinKit.isGenuine(proof, keys), true);
    assert.is(genuineByLibrary(proof), true);
  }
});

/** A digit is another one. */
const flipped = (hex: string, at: number) => {
  const digit = (Number.parseInt(hex[at] ?? "0", 16) ^ 1).toString(16);
  return hex.slice(0, at) + digit + hex.slice(at + 1);
};

const ORDER = "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141";
const ZERO = "0".repeat(64);
const NUMBERS = ["e", "s", "r"] as const;

test("a coin of which anything was changed is no coin of the mint's, here as in the e-cash library", () => {
  const { proof } = coin(100);
  const other = coin(101).proof;
  const { dleq } = proof;
  if (dleq?.r === undefined) throw new Error("no proof of who signed");
  const changed: Proof[] = [
    { ...proof, dleq: undefined },
    { ...proof, dleq: { ...dleq, r: undefined } },
    { ...proof, amountMsat: msatFromSat(4n) },
    { ...proof, amountMsat: msatFromSat(3n) },
    { ...proof, secret: other.secret },
    { ...proof, signature: other.signature },
    { ...proof, signature: flipped(proof.signature, 1) },
    { ...proof, signature: `02${"f".repeat(64)}` },
    { ...proof, signature: "" },
    { ...proof, dleq: other.dleq },
  ];
  for (const name of NUMBERS)
    for (const value of [ZERO, ORDER, "f".repeat(64), "", "no hex", `${dleq[name] ?? ""}00`, `${dleq[name] ?? ""}zz`])
      changed.push({ ...proof, dleq: { ...dleq, [name]: value } });
  for (let at = 0; at < 64; at += 21)
    for (const name of NUMBERS) changed.push({ ...proof, dleq: { ...dleq, [name]: flipped(dleq[name] ?? "", at) } });
  for (const each of changed) {
    assert.is(coinKit.isGenuine(each, keys), false, JSON.stringify({ ...each, amountMsat: 0 }));
    assert.is(genuineByLibrary(each), false);
  }
  assert.is(coinKit.isGenuine({ ...proof, keysetId: "00a1b2c3d4e5f607" }, keys), false);
});

test("a wallet may leave out the zeros that a blinding factor begins with", () => {
  const shortest = 2n ** 252n;
  const numbers = Array.from({ length: 64 }, (_, number) => number).filter((number) => factorOf(number) < shortest);
  const short = numbers.slice(0, 2).map((number): Proof => {
    const { proof } = coin(number);
    const { e, s, r } = proof.dleq ?? { e: "", s: "", r: undefined };
    return { ...proof, dleq: { e, s, r: r?.replace(/^0+/, "") } };
  });
  assert.is(short.length, 2);
  for (const each of short) assert.equal([coinKit.isGenuine(each, keys), genuineByLibrary(each)], [true, true]);
});

test("a signature that the mint's key did not make becomes no coin", () => {
  const { output, signature } = coin(200);
  const other = coin(201).signature;
  const dleq = signature.dleq ?? { e: "", s: "", r: undefined };
  const changed: BlindSignature[] = [
    other,
    { ...signature, dleq: undefined },
    { ...signature, dleq: other.dleq },
    { ...signature, point: other.point },
    { ...signature, point: flipped(signature.point, 1) },
    { ...signature, point: "" },
    { ...signature, amountMsat: msat(0n) },
    { ...signature, amountMsat: msatFromSat(4n) },
    { ...signature, keysetId: "00a1b2c3d4e5f607" },
    { ...signature, dleq: { ...dleq, e: flipped(dleq.e, 9) } },
    { ...signature, dleq: { ...dleq, s: flipped(dleq.s, 9) } },
    { ...signature, dleq: { ...dleq, s: ZERO } },
    { ...signature, dleq: { ...dleq, e: ORDER } },
  ];
  for (const each of changed) assert.is(coinKit.unblind(output, each, keys), undefined);
});

test("what is no point or no scalar is not computed with", async () => {
  for (const hex of ["", "02", `05${"1".repeat(64)}`, `02${"f".repeat(64)}`, `${POINTS[ZERO]}zz`])
    await rejects(Promise.try(curve.point, hex));
  for (const hex of ["", ZERO, ORDER, "f".repeat(66)]) await rejects(Promise.try(curve.scalar, hex));
});
