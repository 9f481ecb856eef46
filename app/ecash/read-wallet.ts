import type { Reader } from "../db/database.ts";
import type { UnixMs } from "../domain/time.ts";

/** What the hub has of one keyset's coins, and what those are worth from now on. */
export type KeysetHeld = Held & {
  mintUrl: string;
  id: string;
  /** `active`: the mint signs with it. `old`: its coins are good, and no new ones come. `expired`: they are worth nothing. */
  state: "active" | "old" | "expired";
  expiresAtMs: bigint | undefined;
  /** For each coin that is spent, in thousandths of a sat. */
  inputFeePpk: bigint;
};

type Held = {
  heldMsat: bigint;
  /** In an operation that is open: they are spent by it, or come back. */
  claimedMsat: bigint;
  coins: number;
};

/** Tokens that the hub has made and nobody has taken into a wallet yet: no money of the hub's any more. */
export type Given = { mintUrl: string; tokens: number; amountMsat: bigint };

export type Wallet = Omit<Held, "coins"> & { keysets: readonly KeysetHeld[]; given: readonly Given[] };

const NOTHING: Held = { heldMsat: 0n, claimedMsat: 0n, coins: 0 };

/** The hub's coins by mint and keyset, and what it has given and nobody has taken yet. */
export async function readWallet(reader: Reader, now: UnixMs): Promise<Wallet> {
  const held = await heldByKeyset(reader);
  const pinned = await reader
    .selectFrom("mint_keyset")
    .select(["mint_url", "id", "is_active", "input_fee_ppk", "expires_at_ms"])
    .orderBy("mint_url")
    .orderBy("is_active", "desc")
    .orderBy("id")
    .execute();
  const keysets = pinned.map((row) => ({
    mintUrl: row.mint_url,
    id: row.id,
    state: stateOf(row, now),
    expiresAtMs: row.expires_at_ms ?? undefined,
    inputFeePpk: row.input_fee_ppk,
    ...(held.get(`${row.mint_url} ${row.id}`) ?? NOTHING),
  }));
  return {
    heldMsat: keysets.reduce((sum, { heldMsat }) => sum + heldMsat, 0n),
    claimedMsat: keysets.reduce((sum, { claimedMsat }) => sum + claimedMsat, 0n),
    keysets,
    given: await givenByMint(reader),
  };
}

function stateOf(row: { is_active: bigint; expires_at_ms: bigint | null }, now: UnixMs): KeysetHeld["state"] {
  if (row.expires_at_ms !== null && row.expires_at_ms <= now) return "expired";
  return row.is_active === 1n ? "active" : "old";
}

async function heldByKeyset(reader: Reader): Promise<ReadonlyMap<string, Held>> {
  const rows = await reader
    .selectFrom("coin")
    .select((coin) => [
      "mint_url",
      "keyset_id",
      "state",
      coin.fn.sum<bigint>("amount_msat").as("msat"),
      coin.fn.countAll<bigint>().as("coins"),
    ])
    .where("state", "!=", "spent")
    .groupBy(["mint_url", "keyset_id", "state"])
    .execute();
  const found = new Map<string, Held>();
  for (const { mint_url, keyset_id, state, msat, coins } of rows) {
    const before = found.get(`${mint_url} ${keyset_id}`) ?? NOTHING;
    const which = state === "held" ? "heldMsat" : "claimedMsat";
    found.set(`${mint_url} ${keyset_id}`, { ...before, [which]: msat, coins: before.coins + Number(coins) });
  }
  return found;
}

async function givenByMint(reader: Reader): Promise<readonly Given[]> {
  const rows = await reader
    .selectFrom("ecash_token")
    .select((token) => [
      "mint_url",
      token.fn.sum<bigint>("amount_msat").as("msat"),
      token.fn.countAll<bigint>().as("tokens"),
    ])
    .where("state", "!=", "claimed")
    .where("state", "!=", "failed")
    .groupBy("mint_url")
    .orderBy("mint_url")
    .execute();
  return rows.map(({ mint_url, msat, tokens }) => ({
    mintUrl: mint_url,
    amountMsat: msat,
    tokens: Number(tokens),
  }));
}
