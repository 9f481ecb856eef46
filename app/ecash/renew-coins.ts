import { transact } from "../db/transact.ts";
import { msat } from "../domain/money.ts";
import { DAY_MS } from "../domain/time.ts";
import type { UnixMs } from "../domain/time.ts";
import type { Keyset, KeysetKeys, Proof } from "../gateways/mint/port.ts";
import type { Ecash } from "./ecash.ts";
import { finishOp } from "./journal/finish-op.ts";
import { readProof } from "./journal/op-body.ts";
import { CoinsClaimed, writeOp } from "./journal/write-op.ts";
import { keysetsOf, signingKeyset } from "./mints/keysets.ts";
import { ownMint } from "./mints/own-mint.ts";
import { noteExpiring } from "./mints/note-expiring.ts";
import { planOutputs } from "./wallet/plan-outputs.ts";

/** Coins of a keyset that ends so soon are worth moving: after its end they are worth nothing (NUT-02). */
const RENEWED_BEFORE_MS = 30n * DAY_MS;

/** Well below what mints take at once. */
const AT_ONCE = 100;

/**
 * Turns the hub's coins of keysets that its mint does not sign with any more, or that end soon, into coins of one that
 * lasts. What the mint takes for it is the hub's expense. Coins that cannot be saved this way become a finding.
 */
export async function renewCoins(deps: Ecash): Promise<void> {
  const own = await ownMint(deps.db);
  if (own !== undefined) await renewAt(deps, own.url);
  await noteExpiring(deps, RENEWED_BEFORE_MS);
}

async function renewAt(deps: Ecash, mintUrl: string): Promise<void> {
  const keysets = await keysetsOf(deps.db, mintUrl);
  const lasting = signingKeyset(keysets.filter((keyset) => !isEnding(keyset, deps.clock())));
  if (lasting === undefined) return;
  const outdated = keysets.filter((keyset) => !keyset.isActive || isEnding(keyset, deps.clock()));
  for (const { id } of outdated) while (await renewSome(deps, { mintUrl, keysets, lasting, from: id }));
}

function isEnding({ expiresAtMs }: Keyset, now: UnixMs): boolean {
  return expiresAtMs !== undefined && expiresAtMs <= now + RENEWED_BEFORE_MS;
}

type Renewing = { mintUrl: string; keysets: readonly KeysetKeys[]; lasting: KeysetKeys; from: string };

/** False when nothing is left to be moved, or what was tried did not go through now. */
async function renewSome(deps: Ecash, renewing: Renewing): Promise<boolean> {
  const coins = await coinsOf(deps, renewing);
  const feeMsat = coins.length === 0 ? 0n : deps.kit.feeOf(coins, renewing.keysets);
  const sumMsat = coins.reduce((sum, { amountMsat }) => sum + amountMsat, 0n);
  // The rest is worth less than what moving it costs.
  if (sumMsat <= feeMsat) return false;
  const outputs = await planOutputs(deps, renewing.lasting, msat(sumMsat - feeMsat));
  const body = { inputs: coins, outputs, given: 0, signature: undefined };
  const op = { kind: "swap", purpose: "renew", subject: renewing.from, inputs: "own", worthMsat: sumMsat } as const;
  try {
    const written = await transact(deps.db, (tx) => writeOp(tx, deps, { ...op, mintUrl: renewing.mintUrl, body }));
    return written !== "taken" && (await finishOp(deps, written.id)) === "done";
  } catch (error) {
    // Whoever claimed one of them spends it, which is as good.
    if (error instanceof CoinsClaimed) return false;
    throw error;
  }
}

/** Largest first, so that the fee of a small one is borne by a large one. */
async function coinsOf({ db, seal }: Ecash, { mintUrl, from }: Renewing): Promise<readonly Proof[]> {
  const rows = await db
    .selectFrom("coin")
    .select(["point", "sealed"])
    .where("mint_url", "=", mintUrl)
    .where("keyset_id", "=", from)
    .where("state", "=", "held")
    .where("gone_at_ms", "is", null)
    .where("pending_since_ms", "is", null)
    .orderBy("amount_msat", "desc")
    .orderBy("point")
    .limit(AT_ONCE)
    .execute();
  return rows.map(({ point, sealed }) => readProof(seal.open(sealed, point)));
}
