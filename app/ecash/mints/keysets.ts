import { z } from "zod";
import type { Reader } from "../../db/database.ts";
import type { MintKeysetTable } from "../../db/schema.ts";
import { unixMs } from "../../domain/time.ts";
import type { KeysetKeys } from "../../gateways/mint/port.ts";

const Keys = z.record(z.string(), z.string());

/** What the hub has pinned of a mint's keys, newest first. */
export async function keysetsOf(reader: Reader, mintUrl: string): Promise<readonly KeysetKeys[]> {
  const rows = await reader.selectFrom("mint_keyset").selectAll().where("mint_url", "=", mintUrl).execute();
  return rows.toSorted((a, b) => Number(b.seen_at_ms - a.seen_at_ms)).map(keysetOf);
}

function keysetOf({ id, is_active, input_fee_ppk, expires_at_ms, keys }: MintKeysetTable): KeysetKeys {
  return {
    id,
    isActive: is_active === 1n,
    inputFeePpk: input_fee_ppk,
    expiresAtMs: expires_at_ms === null ? undefined : unixMs(expires_at_ms),
    keys: Keys.parse(JSON.parse(keys)),
  };
}

/** What a mint signs with now; of several the one whose coins cost least to spend. */
export function signingKeyset(keysets: readonly KeysetKeys[]): KeysetKeys | undefined {
  return keysets.filter(({ isActive }) => isActive).toSorted((a, b) => Number(a.inputFeePpk - b.inputFeePpk))[0];
}
