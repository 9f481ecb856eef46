import {
  Amount,
  OutputData,
  getPubKeyFromPrivKey,
  hasValidDleq,
  signMintQuote,
  signP2PKProofs,
  splitAmount,
} from "@cashu/cashu-ts";
import type { P2PKOptions } from "@cashu/cashu-ts";
import { fromLibrary, toAmount, toLibrary, toMsat } from "./coin-shapes.ts";
import type { BlindSignature, CoinMaker, KeysetKeys, Lock, PlannedOutput, Proof } from "./port.ts";

export const coinMaker: CoinMaker = {
  split: (amountMsat, { keys }) => splitAmount(toAmount(amountMsat), { ...keys }, [], "desc").map(toMsat),
  fromSeed: ({ seed, counter, keysetId, amountMsat }) =>
    planned(OutputData.createSingleDeterministicData(toAmount(amountMsat), seed, Number(counter), keysetId)),
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
