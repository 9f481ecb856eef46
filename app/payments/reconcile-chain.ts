import type { Db } from "../db/database.ts";
import { growStream } from "../db/grow-stream.ts";
import { transact } from "../db/transact.ts";
import type { Random } from "../domain/ids.ts";
import { blockHeight } from "../domain/time.ts";
import type { BlockHeight, Clock } from "../domain/time.ts";
import type { ChainTip, ChainWallet } from "../gateways/chain/port.ts";
import type { RateLookup } from "../orders/price-lines.ts";
import { chainHeight, setChainHeight } from "./chain-height.ts";
import { addressesToLookAt } from "./chain/addresses-to-look-at.ts";
import { bringInLine } from "./chain/bring-in-line.ts";
import { isInLine } from "./chain/is-in-line.ts";
import type { Sight } from "./chain/sight.ts";

export type Reconciling = { db: Db; chain: ChainWallet; clock: Clock; random: Random; rateOf: RateLookup };

/** Further back than any chain was ever replaced: what is deeper than this was looked at often enough. */
const LOOKED_AT_AGAIN_BLOCKS = 144n;

/** Who looks at a chain, one after the other: an older look must not undo what a newer one has written. */
const turns = new WeakMap<ChainWallet, Promise<unknown>>();

/**
 * Brings what the hub knows of payments on chain in line with the chain, forwards and back, and moves what follows from
 * it. `thorough` looks at everything since the oldest address that is watched, not only at what may have changed since
 * the last time. Throws what the wallet throws; then nothing was changed, or only some of what will be the next time.
 */
export async function reconcileChain(deps: Reconciling, look: "recent" | "thorough" = "recent"): Promise<void> {
  const before = turns.get(deps.chain) ?? Promise.resolve();
  const mine = before.catch(() => undefined).then(() => reconcile(deps, look));
  turns.set(deps.chain, mine);
  return mine;
}

async function reconcile(deps: Reconciling, look: "recent" | "thorough"): Promise<void> {
  // First the tip: what is listed afterwards can only be deeper than it says, never less deep.
  const tip = await deps.chain.tip();
  const from = await startOf(deps, look);
  if (from === undefined) return noteTip(deps, tip, []);
  const sights = await addressesToLookAt(deps.db, await deps.chain.transactions(from), { tip, from });
  for (const sight of sights) if (!isInLine(sight)) await transact(deps.db, (tx) => bringInLine(tx, deps, sight));
  await noteTip(deps, tip, sights);
}

/**
 * Nothing is looked for while no address was given out. Afterwards blocks are looked at whether an address is still
 * watched or not: that only says how far back a thorough look goes, and money that comes later is somebody's, too.
 */
async function startOf({ db, clock }: Reconciling, look: "recent" | "thorough"): Promise<BlockHeight | undefined> {
  const any = await db.selectFrom("chain_address").select("address").limit(1).executeTakeFirst();
  if (any === undefined) return undefined;
  const done = (await chainHeight(db)) ?? 0n;
  const recent = done > LOOKED_AT_AGAIN_BLOCKS ? done - LOOKED_AT_AGAIN_BLOCKS : 0n;
  const oldest = look === "thorough" ? ((await oldestWatched(db, clock())) ?? recent) : recent;
  return blockHeight(Number(oldest < recent ? oldest : recent));
}

async function oldestWatched(db: Db, nowMs: bigint): Promise<bigint | undefined> {
  const { height } = await db
    .selectFrom("chain_address")
    .where("watch_until_ms", ">", nowMs)
    .select((eb) => eb.fn.min("from_height").as("height"))
    .executeTakeFirstOrThrow();
  // Of no row the least is null, whatever the type says.
  return height ?? undefined;
}

/** Pages that count an order's confirmations look again when there is another block. */
async function noteTip({ db }: Reconciling, tip: ChainTip, sights: readonly Sight[]): Promise<void> {
  const height = BigInt(tip.height);
  if ((await chainHeight(db)) === height) return;
  await transact(db, async (tx) => {
    await setChainHeight(tx, height);
    for (const { charge, rows } of sights) if (rows.some((row) => row.payment_id === null)) growStream(charge.orderId);
  });
}
