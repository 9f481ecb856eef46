import { createHmac } from "node:crypto";
import { createNewMintKeys, serializeMintKeys } from "@cashu/cashu-ts";
import type { KeysetPair } from "@cashu/cashu-ts";
import type { KeysetRow, MintStore } from "./sandbox-mint-store.ts";
import { MintError } from "./sandbox-mint-error.ts";

/** Amounts from 1 sat to 2^(this − 1) sat. */
const AMOUNTS = 24;
const FEE_PPK = 100n;

type Keys = { publicKeys: Record<string, string>; privateKeys: KeysetPair["privKeys"] };

export type MintKeyset = KeysetRow & Keys;

export type MintKeys = {
  all(): readonly MintKeyset[];
  active(): MintKeyset;
  /** Of a coin: any that was not forgotten. */
  ofCoin(id: string, nowS: bigint): MintKeyset;
  /** Of an output: the active one only. */
  ofOutput(id: string, nowS: bigint): MintKeyset;
  /** Makes new keys; whatever was signed with the old ones stays good until `oldExpireAtS`. */
  rotate(options?: { feePpk?: bigint; expiresAtS?: bigint }): MintKeyset;
};

/** Keys come from the mint's seed by their place, so that a mint started again has the same. */
export function openMintKeys(store: MintStore): MintKeys {
  const made = new Map<string, Keys>();
  const keep = ({ keysetId, pubKeys, privKeys }: KeysetPair): Keys => {
    const keys = { publicKeys: serializeMintKeys(pubKeys), privateKeys: privKeys };
    made.set(keysetId, keys);
    return keys;
  };
  const keysetOf = (row: KeysetRow): MintKeyset => ({
    ...row,
    ...(made.get(row.id) ?? keep(makeKeys(store.seed(), row))),
  });
  const all = () => store.keysets().map(keysetOf);
  const find = (id: string, nowS: bigint) => {
    const keyset = all().find((each) => each.id === id);
    if (keyset === undefined) throw new MintError(12_001);
    if (keyset.expires_at_s !== null && keyset.expires_at_s <= nowS) throw new MintError(12_003);
    return keyset;
  };
  const active = () => {
    const keyset = all().find(({ is_active }) => is_active === 1n);
    if (keyset === undefined) throw new Error("the sandbox mint has no active keyset");
    return keyset;
  };
  const rotate: MintKeys["rotate"] = ({ feePpk = FEE_PPK, expiresAtS } = {}) => {
    const row = { place: BigInt(store.keysets().length), fee_ppk: feePpk, expires_at_s: expiresAtS ?? null };
    const keys = makeKeys(store.seed(), row);
    keep(keys);
    store.atomically(() => store.rotateTo({ ...row, id: keys.keysetId }));
    return active();
  };
  if (store.keysets().length === 0) rotate();
  return {
    all,
    active,
    rotate,
    ofCoin: find,
    ofOutput: (id, nowS) => {
      const keyset = find(id, nowS);
      if (keyset.is_active === 0n) throw new MintError(12_002);
      return keyset;
    },
  };
}

function makeKeys(seed: Uint8Array, { place, fee_ppk, expires_at_s }: Omit<KeysetRow, "id" | "is_active">): KeysetPair {
  const own = createHmac("sha256", seed).update(`keyset ${place}`).digest();
  const expiry = expires_at_s === null ? {} : { expiry: Number(expires_at_s) };
  return createNewMintKeys(AMOUNTS, own, { unit: "sat", input_fee_ppk: Number(fee_ppk), versionByte: 1, ...expiry });
}
