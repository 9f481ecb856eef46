import { createHmac, createPrivateKey, createPublicKey, sign, timingSafeEqual } from "node:crypto";
import type { KeyObject } from "node:crypto";

/** A message as it came: the bytes of its body exactly as they were sent, and the headers beside them. */
export type SignedMessage = { id: string; timestamp: string; signature: string; body: Uint8Array };

/** How far a message's time may be from ours, either way (Standard Webhooks, "Verifying timestamps"). */
const STANDARD_TOLERANCE_SECONDS = 300n;

const SECRET = /^whsec_([A-Za-z0-9+/]{32,86}={0,2})$/;
/** What stands before the secret bytes of a bare Ed25519 key in PKCS #8 (RFC 8410, section 7). */
const PKCS8_OF_ED25519 = Buffer.from("302e020100300506032b657004220420", "hex");
const ED25519_BYTES = 32;

/** Seconds since 1970 in decimal, as Standard Webhooks writes them. */
const SECONDS = /^(?:0|[1-9]\d{0,14})$/;

/** The key in a `whsec_…` secret: 24 to 64 bytes in base64. Undefined for text that is no such secret. */
export function readWebhookSecret(text: string): Uint8Array | undefined {
  const key = Buffer.from(SECRET.exec(text)?.[1] ?? "", "base64");
  return key.length >= 24 && key.length <= 64 ? key : undefined;
}

/** `v1,…` over id, time and body (Standard Webhooks, symmetric). */
export function signStandard(key: Uint8Array, { id, timestamp, body }: Omit<SignedMessage, "signature">): string {
  const signed = createHmac("sha256", key).update(`${id}.${timestamp}.`).update(body);
  return `v1,${signed.digest("base64")}`;
}

/**
 * Whether a message is signed with one of these keys and about now. Sender and receiver may both be changing their
 * secret: one of several signatures and one of several keys have to belong together.
 */
export function checkStandard(
  keys: readonly Uint8Array[],
  message: SignedMessage,
  nowMs: bigint,
): "good" | "bad-signature" | "stale-message" {
  // An id with a dot could move the border to the time, and so mean another message with the same signature.
  if (message.id === "" || message.id.includes(".") || !SECONDS.test(message.timestamp)) return "bad-signature";
  const sent = message.signature.split(" ");
  // Every pair is compared, so that time tells nothing about which was right.
  const matches = keys.flatMap((key) => sent.filter((each) => sameText(each, signStandard(key, message))));
  if (matches.length === 0) return "bad-signature";
  const apart = nowMs / 1000n - BigInt(message.timestamp);
  return apart <= STANDARD_TOLERANCE_SECONDS && -apart <= STANDARD_TOLERANCE_SECONDS ? "good" : "stale-message";
}

/** `sha256=…` over the body, as BTCPay Server signs; throws without a secret, with which anybody could sign. */
export function signBtcpay(secret: string, body: Uint8Array): string {
  if (secret === "") throw new TypeError("an empty secret signs for everybody");
  return `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;
}

/** Whether the body was signed with the secret; says nothing about when, so the same bytes may come again. */
export function isSignedBtcpay(secret: string, signature: string, body: Uint8Array): boolean {
  return secret !== "" && sameText(signature, signBtcpay(secret, body));
}

function sameText(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** A key pair of Ed25519 by its 32 secret bytes, as RFC 8032 calls them. */
export function ed25519From(seed: Uint8Array): KeyObject {
  return createPrivateKey({ key: Buffer.concat([PKCS8_OF_ED25519, seed]), format: "der", type: "pkcs8" });
}

/** `whpk_…`, by which anybody can check what was signed with the key. */
export function publicKeyText(key: KeyObject): string {
  const spki = createPublicKey(key).export({ format: "der", type: "spki" });
  return `whpk_${spki.subarray(-ED25519_BYTES).toString("base64")}`;
}

/** `v1a,…` over id, time and body (Standard Webhooks, asymmetric). */
export function signEd25519(key: KeyObject, { id, timestamp, body }: Omit<SignedMessage, "signature">): string {
  const signed = Buffer.concat([Buffer.from(`${id}.${timestamp}.`), body]);
  return `v1a,${sign(null, signed, key).toString("base64")}`;
}
