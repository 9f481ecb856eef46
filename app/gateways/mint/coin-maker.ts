import {
  Amount,
  OutputData,
  deriveSecretAndBlindingFactor,
  getPubKeyFromPrivKey,
  signMintQuote,
  signP2PKProofs,
  splitAmount,
} from "@cashu/cashu-ts";
import type { P2PKOptions } from "@cashu/cashu-ts";
import { fromLibrary, keyOf, toAmount, toLibrary, toMsat } from "./coin-shapes.ts";
import { curve } from "./curve.ts";
import type { BlindSignature, CoinMaker, KeysetKeys, Lock, PlannedOutput, Proof } from "./port.ts";

export const coinMaker: CoinMaker = {
  split: (amountMsat, { keys }) => splitAmount(toAmount(amountMsat), { ...keys }, [], "desc").map(toMsat),
  fromSeed,
  locked: ({ lock, keysetId, amountMsat }) =>
    planned(OutputData.createSingleP2PKData(optionsOf(lock), toAmount(amountMsat), keysetId)),
  unblind,
  sign: (proofs, privateKeys) => signP2PKProofs(proofs.map(toLibrary), [...privateKeys]).map(fromLibrary),
  signQuote: ({ quoteId, outputs, privateKey }) =>
    signMintQuote(
      privateKey,
      quoteId,
      outputs.map(({ keysetId: id, amountMsat, point: B_ }) => ({ id, amount: toAmount(amountMsat), B_ })),
    ),
  publicKeyOf: (privateKey) => Buffer.from(getPubKeyFromPrivKey(Buffer.from(privateKey, "hex"))).toString("hex"),
};

function fromSeed({ seed, counter, keysetId, amountMsat }: Parameters<CoinMaker["fromSeed"]>[0]): PlannedOutput {
  const derived = deriveSecretAndBlindingFactor(seed, keysetId, Number(counter));
  const secret = Buffer.from(derived.secret).toString("hex");
  const r = Buffer.from(derived.blindingFactor).toString("hex");
  const point = curve.toHex(curve.blind(curve.pointOfSecret(secret), curve.scalar(r)));
  return { keysetId, amountMsat, point, secret, blindingFactor: BigInt(`0x${r}`).toString() };
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
