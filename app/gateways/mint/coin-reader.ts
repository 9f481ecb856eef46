import { getDataField, getSecretKind, getTag, getTagInt, getTagScalar, getTags, pointFromHex } from "@cashu/cashu-ts";
import { divideUp, msatFromSat } from "../../domain/money.ts";
import { unixMs } from "../../domain/time.ts";
import { keyOf } from "./coin-shapes.ts";
import { curve } from "./curve.ts";
import type { CoinReader, KeysetKeys, Lock, Proof } from "./port.ts";

export const coinReader: CoinReader = {
  isGenuine: (proof, keys) => {
    try {
      return isGenuine(proof, keys);
    } catch {
      // Points or scalars that are none.
      return false;
    }
  },
  readKey,
  pointOf: (secret) => curve.toHex(curve.pointOfSecret(secret)),
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

/** The mint has signed the coin when it was blinded: what it was shown then is put together again. */
function isGenuine({ keysetId, amountMsat, secret, signature, dleq }: Proof, keys: KeysetKeys): boolean {
  if (keysetId !== keys.id || dleq?.r === undefined) return false;
  // Wallets leave out the zeros that it begins with.
  const [key, r] = [keyOf(keys, amountMsat), curve.scalar(dleq.r.padStart(64, "0"))];
  return curve.isSignedBy({
    e: curve.scalar(dleq.e),
    s: curve.scalar(dleq.s),
    blinded: curve.blind(curve.pointOfSecret(secret), r),
    signed: curve.blindAgain(curve.point(signature), r, key),
    key,
  });
}

/**
 * Signatures name a key by its x alone (BIP-340), so one without its first byte, as Nostr has it, is completed by either
 * (NUT-11). What is no point of the curve nobody can sign for.
 */
function readKey(text: string): string | undefined {
  const typed = text.trim().toLowerCase();
  const key = /^[0-9a-f]{64}$/.test(typed) ? `02${typed}` : typed;
  if (!/^0[23][0-9a-f]{64}$/.test(key)) return undefined;
  try {
    return pointFromHex(key).toHex(true);
  } catch {
    return undefined;
  }
}

/**
 * A secret that is no JSON list is a secret and nothing else (NUT-10). Of a kind that is not known here is also what
 * nobody could spend: a tag that stands there twice, more signatures than keys, or a signature over all that is sent at
 * once (`SIG_ALL`), which the hub does not make.
 */
export function lockOf(secret: string): Lock | "plain" | "unreadable" {
  if (!isList(secret)) return "plain";
  try {
    const kind = getSecretKind(secret);
    if (kind !== "P2PK" && kind !== "HTLC") return "unreadable";
    const others = getTag(secret, "pubkeys") ?? [];
    const data = getDataField(secret);
    const keys = kind === "P2PK" ? [data, ...others] : others;
    const signaturesNeeded = getTagInt(secret, "n_sigs") ?? 1;
    if (isUnspendable(secret, keys.length, signaturesNeeded)) return "unreadable";
    return {
      keys,
      signaturesNeeded,
      refund: refundOf(secret),
      hash: kind === "HTLC" ? data : undefined,
    };
  } catch {
    return "unreadable";
  }
}

function isUnspendable(secret: string, keys: number, signaturesNeeded: number): boolean {
  const names = getTags(secret).map(([name]) => name);
  const isTwice = new Set(names).size < names.length;
  return isTwice || (keys > 0 && signaturesNeeded > keys) || getTagScalar(secret, "sigflag") === "SIG_ALL";
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
