import type { Tx } from "../../db/database.ts";
import { transact } from "../../db/transact.ts";
import { newId } from "../../domain/ids.ts";
import { refuse } from "../../domain/refusal.ts";
import type { Refused } from "../../domain/refusal.ts";
import type { Ecash } from "../ecash.ts";
import { isTaken } from "../journal/is-taken.ts";
import { writeProof } from "../journal/op-body.ts";
import { isShopsForLong } from "../lock-of-shop.ts";
import { readOfflineRule } from "../offline-rule.ts";
import { heldInAll } from "../on-its-way.ts";
import type { ReadToken } from "../read-token.ts";
import { shopKey } from "../shop-key.ts";

/** Waits for a line again; its coins cannot be spent by anybody else meanwhile. */
export type HeldOffline = { kind: "held"; offlineId: string };

const RETRY_MS = 60_000n;

/**
 * Holds coins whose mint cannot be asked now, where the owner lets so much out of hand: every coin locked to the shop
 * for long enough, and its signature shown by its DLEQ, which whoever calls has looked at. Whether the mint stands by its
 * signature is not known until `settleOffline` has asked, so nothing is received for it yet.
 */
export async function takeOffline(
  deps: Ecash,
  chargeId: string,
  read: ReadToken,
): Promise<HeldOffline | Refused<"mint-away" | "offline-capped" | "token-spent">> {
  const { saleCapMsat } = await readOfflineRule(deps.db);
  if (saleCapMsat === 0n || !areShops(deps, read)) return refuse("mint-away");
  if (read.sumMsat > saleCapMsat) return refuse("offline-capped");
  return transact(deps.db, (tx) => hold(tx, deps, chargeId, read));
}

function areShops({ kit, clock, seed }: Ecash, { proofs }: ReadToken): boolean {
  const publicKey = kit.publicKeyOf(shopKey({ seed }));
  return proofs.every((proof) => isShopsForLong(kit, proof, { publicKey, now: clock() }));
}

async function hold(
  tx: Tx,
  deps: Ecash,
  chargeId: string,
  read: ReadToken,
): Promise<HeldOffline | Refused<"offline-capped" | "token-spent">> {
  const points = read.proofs.map(({ secret }) => deps.kit.pointOf(secret));
  const earlier = await heldBefore(tx, chargeId, points);
  if (earlier !== undefined) return { kind: "held", offlineId: earlier };
  if (await isTaken(tx, points)) return refuse("token-spent");
  const { totalCapMsat } = await readOfflineRule(tx);
  if ((await heldInAll(tx)) + read.sumMsat > totalCapMsat) return refuse("offline-capped");
  return { kind: "held", offlineId: await write(tx, deps, { chargeId, read, points }) };
}

/** The same coins brought for the same charge again. */
async function heldBefore(tx: Tx, chargeId: string, points: readonly string[]): Promise<string | undefined> {
  const rows = await tx
    .selectFrom("offline_coin")
    .innerJoin("offline_token", "offline_token.id", "offline_coin.offline_id")
    .where("point", "in", points)
    .where("charge_id", "=", chargeId)
    .where("state", "=", "held")
    .select("offline_id")
    .execute();
  return rows.length === points.length ? rows[0]?.offline_id : undefined;
}

type Held = { chargeId: string; read: ReadToken; points: readonly string[] };

async function write(tx: Tx, { clock, random, seal }: Ecash, { chargeId, read, points }: Held): Promise<string> {
  const now = clock();
  const id = newId("ofl", now, random);
  await tx
    .insertInto("offline_token")
    .values({
      id,
      charge_id: chargeId,
      mint_url: read.mintUrl,
      amount_msat: read.sumMsat,
      state: "held",
      reason: "",
      sealed: seal.close(JSON.stringify(read.proofs.map(writeProof)), id),
      tries: 0n,
      next_try_ms: now + RETRY_MS,
      created_at_ms: now,
      updated_at_ms: now,
    })
    .execute();
  await tx
    .insertInto("offline_coin")
    .values(points.map((point) => ({ point, offline_id: id })))
    .execute();
  return id;
}
