import { secp256k1 } from "@noble/curves/secp256k1.js";
import { createSignedRequest, createUnsignedRequest } from "invoices";
import { SECOND_MS, type UnixMs } from "../../domain/time.ts";

export interface Bolt11Terms {
  paymentHash: string;
  /** Undefined leaves the amount to the payer. */
  amountMsat: bigint | undefined;
  descriptionHash: string;
  /** BOLT 11 `s`, 32 bytes as hex. */
  paymentSecret: string;
  cltvDelta: number;
  createdAtMs: UnixMs;
  expirySeconds: number;
}

/** TLV onion and payment secret required, several parts allowed (BOLT 9): what LND's invoices carry. */
const FEATURES = [{ bit: 8 }, { bit: 14 }, { bit: 17 }];

/** Writes a signed invoice for regtest: no wallet with real money takes it for its own network. */
export function issueBolt11(privateKey: Uint8Array, terms: Bolt11Terms): string {
  const createdAtSeconds = terms.createdAtMs / SECOND_MS;
  const unsigned = createUnsignedRequest({
    id: terms.paymentHash,
    network: "regtest",
    ...(terms.amountMsat !== undefined && { mtokens: terms.amountMsat.toString() }),
    description_hash: terms.descriptionHash,
    payment: terms.paymentSecret,
    cltv_delta: terms.cltvDelta,
    created_at: isoTime(createdAtSeconds),
    expires_at: isoTime(createdAtSeconds + BigInt(terms.expirySeconds)),
    features: FEATURES,
  });
  const signature = secp256k1.sign(Buffer.from(unsigned.hash, "hex"), privateKey, { prehash: false });
  const { hrp, tags } = unsigned;
  return createSignedRequest({
    destination: publicKeyOf(privateKey),
    hrp,
    tags,
    signature: Buffer.from(signature).toString("hex"),
  }).request;
}

/** The node id that belongs to a private key, compressed, as hex. */
export function publicKeyOf(privateKey: Uint8Array): string {
  return Buffer.from(secp256k1.getPublicKey(privateKey, true)).toString("hex");
}

function isoTime(unixSeconds: bigint): string {
  return new Date(Number(unixSeconds * SECOND_MS)).toISOString();
}
