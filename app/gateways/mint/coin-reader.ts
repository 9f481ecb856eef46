import { getDataField, getSecretKind, getTag, getTagInt, hasValidDleq, hashToCurve } from "@cashu/cashu-ts";
import { divideUp, msatFromSat } from "../../domain/money.ts";
import { unixMs } from "../../domain/time.ts";
import { toLibrary } from "./coin-shapes.ts";
import type { CoinReader, Lock } from "./port.ts";

export const coinReader: CoinReader = {
  isGenuine: (proof, { id, keys }) => {
    if (proof.keysetId !== id) return false;
    try {
      return hasValidDleq(toLibrary(proof), { id, keys: { ...keys } }, { require: true });
    } catch {
      // Points that are none.
      return false;
    }
  },
  pointOf: (secret) => hashToCurve(new TextEncoder().encode(secret)).toHex(true),
  lockOf,
  feeOf: (proofs, keysets) => {
    const fees = new Map(keysets.map(({ id, inputFeePpk }) => [id, inputFeePpk]));
    const ppk = proofs.reduce((sum, { keysetId }) => {
      const fee = fees.get(keysetId);
      if (fee === undefined) throw new RangeError(`${keysetId} is none of these keysets`);
      return sum + fee;
    }, 0n);
    return msatFromSat(divideUp(ppk, 1_000n));
  },
};

/** A secret that is no JSON list is a secret and nothing else (NUT-10). */
function lockOf(secret: string): Lock | "plain" | "unreadable" {
  if (!isList(secret)) return "plain";
  try {
    const kind = getSecretKind(secret);
    if (kind !== "P2PK" && kind !== "HTLC") return "unreadable";
    const others = getTag(secret, "pubkeys") ?? [];
    const data = getDataField(secret);
    return {
      keys: kind === "P2PK" ? [data, ...others] : others,
      signaturesNeeded: getTagInt(secret, "n_sigs") ?? 1,
      refund: refundOf(secret),
      hash: kind === "HTLC" ? data : undefined,
    };
  } catch {
    return "unreadable";
  }
}

/** After the time of a lock without refund keys anybody may spend it: that is a refund to nobody in particular. */
function refundOf(secret: string): Lock["refund"] {
  const seconds = getTagInt(secret, "locktime");
  if (seconds === undefined) return undefined;
  return { keys: getTag(secret, "refund") ?? [], atMs: unixMs(BigInt(seconds) * 1_000n) };
}

function isList(secret: string): boolean {
  try {
    return Array.isArray(JSON.parse(secret));
  } catch {
    return false;
  }
}
