import { createHash } from "node:crypto";
import {
  Amount,
  OutputData,
  getP2PKWitnessSignatures,
  getPubKeyFromPrivKey,
  hasValidDleq,
  signMintQuote,
  splitAmount,
} from "@cashu/cashu-ts";
import type { P2PKOptions } from "@cashu/cashu-ts";
import { schnorr } from "@noble/curves/secp256k1.js";
import { z } from "zod";
import { lockOf } from "./coin-reader.ts";
import { fromLibrary, toAmount, toMsat } from "./coin-shapes.ts";
import type { BlindSignature, CoinMaker, KeysetKeys, Lock, PlannedOutput, Proof } from "./port.ts";

export const coinMaker: CoinMaker = {
  split: (amountMsat, { keys }) => splitAmount(toAmount(amountMsat), { ...keys }, [], "desc").map(toMsat),
  fromSeed: ({ seed, counter, keysetId, amountMsat }) =>
    planned(OutputData.createSingleDeterministicData(toAmount(amountMsat), seed, Number(counter), keysetId)),
  locked: ({ lock, keysetId, amountMsat }) =>
    planned(OutputData.createSingleP2PKData(optionsOf(lock), toAmount(amountMsat), keysetId)),
  unblind,
  sign: (proofs, privateKeys) => proofs.map((proof) => privateKeys.reduce(signed, proof)),
  signQuote: ({ quoteId, outputs, privateKey }) =>
    signMintQuote(
      privateKey,
      quoteId,
      outputs.map(({ keysetId: id, amountMsat, point: B_ }) => ({ id, amount: toAmount(amountMsat), B_ })),
    ),
  publicKeyOf,
};

function publicKeyOf(privateKey: string): string {
  return Buffer.from(getPubKeyFromPrivKey(Buffer.from(privateKey, "hex"))).toString("hex");
}

/**
 * The library asks the machine's clock whether a refund key may sign yet; here the mint decides that. A coin that does
 * not name the key stays as it is. Keys are compared by their x (BIP-340).
 */
function signed(proof: Proof, privateKey: string): Proof {
  const lock = lockOf(proof.secret);
  if (typeof lock === "string") return proof;
  const named = [...lock.keys, ...(lock.refund?.keys ?? [])].map((key) => key.slice(-64));
  if (!named.includes(publicKeyOf(privateKey).slice(-64))) return proof;
  const message = createHash("sha256").update(proof.secret).digest();
  const signature = Buffer.from(schnorr.sign(message, Buffer.from(privateKey, "hex"))).toString("hex");
  const before = z.looseObject({}).parse(JSON.parse(proof.witness ?? "{}"));
  const signatures = [...getP2PKWitnessSignatures(proof.witness), signature];
  return { ...proof, witness: JSON.stringify({ ...before, signatures }) };
}

function planned(output: OutputData): PlannedOutput {
  const { blindedMessage, blindingFactor, secret } = OutputData.serialize(output);
  const { id: keysetId, amount, B_: point } = blindedMessage;
  const text = Buffer.from(secret, "hex").toString("utf8");
  return { keysetId, amountMsat: toMsat(Amount.from(amount)), point, secret: text, blindingFactor };
}

/** What a mint signed under another keyset, or for another amount, is not the coin that was planned. */
function unblind(output: PlannedOutput, signature: BlindSignature, keys: KeysetKeys): Proof | undefined {
  const { keysetId, secret, blindingFactor, point } = output;
  const amountMsat = output.amountMsat === 0n ? signature.amountMsat : output.amountMsat;
  const isAsPlanned = signature.keysetId === keysetId && signature.amountMsat === amountMsat && keys.id === keysetId;
  if (!isAsPlanned || amountMsat === 0n || signature.dleq === undefined) return undefined;
  const amount = toAmount(amountMsat);
  const data = OutputData.deserialize({
    blindedMessage: { id: keysetId, amount: amount.toString(), B_: point },
    blindingFactor,
    secret: Buffer.from(secret, "utf8").toString("hex"),
  });
  const { e, s } = signature.dleq;
  const keyset = { id: keysetId, keys: { ...keys.keys } };
  const proof = proofOrNone(() => data.toProof({ id: keysetId, amount, C_: signature.point, dleq: { e, s } }, keyset));
  return proof !== undefined && hasValidDleq(proof, keyset, { require: true }) ? fromLibrary(proof) : undefined;
}

/** The library throws at points that are none. */
function proofOrNone<Made>(make: () => Made): Made | undefined {
  try {
    return make();
  } catch {
    return undefined;
  }
}

function optionsOf({ keys, signaturesNeeded, refund, hash }: Lock): P2PKOptions {
  return {
    pubkey: [...keys],
    requiredSignatures: signaturesNeeded,
    ...(refund !== undefined && { refundKeys: [...refund.keys], locktime: Number(refund.atMs / 1_000n) }),
    ...(hash !== undefined && { hashlock: hash }),
  };
}
