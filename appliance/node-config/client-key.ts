import { createPrivateKey, createPublicKey, generateKeyPairSync } from "node:crypto";
import { base32nopad } from "@scure/base";

/**
 * A key for the owner's onion service (rend-spec-v3, "Client authorization"): tor answers nobody who lacks it, and
 * without it the service's announcement cannot even be read.
 */
export type ClientKey = {
  /** What Tor Browser asks for at the address: 52 signs. */
  secret: string;
  /** What goes into a file *.auth in the service's folder authorized_clients. */
  authorization: string;
};

export function newClientKey(): ClientKey {
  const { privateKey } = generateKeyPairSync("x25519");
  return clientKeyOf(base32nopad.encode(raw(privateKey.export({ format: "jwk" }).d)));
}

/** The whole key from what its owner keeps. */
export function clientKeyOf(secret: string): ClientKey {
  const privateKey = createPrivateKey({
    key: Buffer.concat([PKCS8_X25519, base32nopad.decode(secret)]),
    format: "der",
    type: "pkcs8",
  });
  const { x } = createPublicKey(privateKey).export({ format: "jwk" });
  return { secret, authorization: `descriptor:x25519:${base32nopad.encode(raw(x))}\n` };
}

/** What stands before the 32 bytes of an X25519 key in PKCS #8 (RFC 8410). */
const PKCS8_X25519 = Buffer.from("302e020100300506032b656e04220420", "hex");

function raw(text: string | undefined): Uint8Array {
  return Uint8Array.from(Buffer.from(text ?? "", "base64url"));
}
