import { createHash } from "node:crypto";
import {
  Amount,
  OutputData,
  deriveSecretAndBlindingFactor,
  getP2PKWitnessSignatures,
  getPubKeyFromPrivKey,
  signMintQuote,
  splitAmount,
} from "@cashu/cashu-ts";
import type { P2PKOptions } from "@cashu/cashu-ts";
import { schnorr } from "@noble/curves/secp256k1.js";
import { z } from "zod";
import { lockOf } from "./coin-reader.ts";
import { keyOf, toAmount, toMsat } from "./coin-shapes.ts";
import { curve } from "./curve.ts";
import type { BlindSignature, CoinMaker, KeysetKeys, Lock, PlannedOutput, Proof } from "./port.ts";

export const coinMaker: CoinMaker = {
  split: (amountMsat, { keys }) => splitAmount(toAmount(amountMsat), { ...keys }, [], "desc").map(toMsat),
  fromSeed,
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

function fromSeed({ seed, counter, keysetId, amountMsat }: Parameters<CoinMaker["fromSeed"]>[0]): PlannedOutput {
  const derived = deriveSecretAndBlindingFactor(seed, keysetId, Number(counter));
  const secret = Buffer.from(derived.secret).toString("hex");
  const r = Buffer.from(derived.blindingFactor).toString("hex");
  const point = curve.toHex(curve.blind(curve.pointOfSecret(secret), curve.scalar(r)));
  return { keysetId, amountMsat, point, secret, blindingFactor: BigInt(`0x${r}`).toString() };
}

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
  const r = BigInt(blindingFactor).toString(16).padStart(64, "0");
  try {
    const [key, signed] = [keyOf(keys, amountMsat), curve.point(signature.point)];
    const { e, s } = signature.dleq;
    const shown = { e: curve.scalar(e), s: curve.scalar(s), blinded: curve.point(point), signed, key };
    if (!curve.isSignedBy(shown)) return undefined;
    const coin = curve.toHex(curve.unblind(signed, curve.scalar(r), key));
    return { keysetId, amountMsat, secret, signature: coin, dleq: { e: e.toLowerCase(), s: s.toLowerCase(), r } };
  } catch {
    // Points or scalars that are none.
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
