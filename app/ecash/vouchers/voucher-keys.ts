import { hkdfSync } from "node:crypto";

const SALT = "satoshop voucher";
const BYTES = 32;

export type VoucherKeys = {
  /** Spends the voucher's coins. */
  privateKey: string;
  /** By which the hub finds the voucher: nothing can be had of it. */
  hash: string;
};

/** What is made of a code, each for its own purpose (RFC 5869); the code itself is kept nowhere. */
export function voucherKeys(code: string): VoucherKeys {
  return { privateKey: derived(code, "key"), hash: derived(code, "name") };
}

/** With which the hub takes back coins that nobody claimed in time. It comes from the seed, as its other coins do. */
export function refundKey(seed: Uint8Array): string {
  return derived(seed, "refund");
}

function derived(from: string | Uint8Array, purpose: string): string {
  return Buffer.from(hkdfSync("sha256", from, SALT, purpose, BYTES)).toString("hex");
}
