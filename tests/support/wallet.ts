import { createHmac } from "node:crypto";
import { secp256k1 } from "@noble/curves/secp256k1.js";
import { bech32 } from "@scure/base";

/** A Lightning wallet as far as LNURL-auth goes: another key for every host, all of them from one seed (LUD-05). */
export class Wallet {
  readonly #seed: string;

  constructor(seed: string) {
    this.#seed = seed;
  }

  /** The public key by which a host knows this wallet, as hex. */
  keyAt(host: string): string {
    return hexOf(secp256k1.getPublicKey(this.#secretAt(host)));
  }

  /** The address that the wallet asks once its owner has agreed. */
  answerTo(lnurl: string): URL {
    const address = addressIn(lnurl);
    const k1 = Buffer.from(address.searchParams.get("k1") ?? "", "hex");
    const secret = this.#secretAt(address.hostname);
    address.searchParams.set("sig", hexOf(secp256k1.sign(k1, secret, { prehash: false, format: "der" })));
    address.searchParams.set("key", hexOf(secp256k1.getPublicKey(secret)));
    return address;
  }

  #secretAt(host: string): Uint8Array {
    return new Uint8Array(createHmac("sha256", this.#seed).update(host).digest());
  }
}

/** What is written in an LNURL (LUD-01). */
export function addressIn(lnurl: string): URL {
  const { bytes } = bech32.decodeToBytes(lnurl.toLowerCase(), false);
  return new URL(Buffer.from(bytes).toString());
}

function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}
