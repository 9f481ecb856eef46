import type { Db, Tx } from "../../db/database.ts";
import { transact } from "../../db/transact.ts";
import type { Clock } from "../../domain/time.ts";
import type { Keyset, KeysetKeys, MintPort } from "../../gateways/mint/port.ts";
import { keysetsOf } from "./keysets.ts";
import { quarantine } from "./quarantine.ts";

/**
 * Asks a mint which keysets it has, pins the keys of new ones, and answers with all of them. A mint that shows other
 * keys under a known id is quarantined: coins that it signs with them would be worth nothing, or tell who spends them.
 */
export async function refreshKeysets(
  { db, clock }: { db: Db; clock: Clock },
  mint: Pick<MintPort, "url" | "keysets" | "keysOf">,
): Promise<readonly KeysetKeys[]> {
  const listed = await mint.keysets();
  const shown = await Promise.all(listed.map(({ id }) => mint.keysOf(id)));
  return transact(db, async (tx) => {
    const pinned = new Map((await keysetsOf(tx, mint.url)).map((keyset) => [keyset.id, keyset]));
    for (const [place, keyset] of listed.entries()) {
      const { keys } = shown[place] ?? {};
      const before = pinned.get(keyset.id);
      if (keys === undefined) continue;
      if (before !== undefined && !areSame(before.keys, keys)) {
        await quarantine(tx, { mintUrl: mint.url, reason: "keys-changed", now: clock() });
        return [];
      }
      await pin(tx, { mintUrl: mint.url, keyset: { ...keyset, keys }, now: clock() });
    }
    return keysetsOf(tx, mint.url);
  });
}

function areSame(left: KeysetKeys["keys"], right: KeysetKeys["keys"]): boolean {
  const amounts = Object.keys(left);
  return amounts.length === Object.keys(right).length && amounts.every((amount) => left[amount] === right[amount]);
}

type Pinning = { mintUrl: string; keyset: Keyset & Pick<KeysetKeys, "keys">; now: bigint };

async function pin(tx: Tx, { mintUrl, keyset, now }: Pinning): Promise<void> {
  const changing = {
    is_active: keyset.isActive ? 1n : 0n,
    input_fee_ppk: keyset.inputFeePpk,
    expires_at_ms: keyset.expiresAtMs ?? null,
  };
  await tx
    .insertInto("mint_keyset")
    .values({ mint_url: mintUrl, id: keyset.id, keys: JSON.stringify(keyset.keys), seen_at_ms: now, ...changing })
    .onConflict((conflict) => conflict.columns(["mint_url", "id"]).doUpdateSet(changing))
    .execute();
}
