import { transact } from "../db/transact.ts";
import { DAY_MS } from "../domain/time.ts";
import type { UnixMs } from "../domain/time.ts";
import type { CoinTable } from "../db/schema.ts";
import type { Tx } from "../db/database.ts";
import type { ProofState } from "../gateways/mint/port.ts";
import { noteFindings } from "../payments/note-findings.ts";
import type { Ecash } from "./ecash.ts";
import { onlyIfSilent } from "./mints/only-if-silent.ts";

/** Mints take at least so many points at once. */
const AT_ONCE = 100;

/** A payment that is held on its way ends within this, one way or the other. */
const PENDING_FOR_MS = DAY_MS;

type Coin = Pick<CoinTable, "point" | "amount_msat" | "gone_at_ms" | "pending_since_ms" | "updated_at_ms">;

/**
 * Asks each mint about the hub's coins (NUT-07), those first that were asked about longest ago. A coin that is spent
 * though the hub has not spent it, or that has been pending for long, is put aside and becomes a finding: somebody else
 * has its secret, or the hub was set back. What is lost is for a person to decide.
 */
export async function checkCoins(deps: Ecash): Promise<void> {
  const mints = await deps.db.selectFrom("mint").select("url").where("state", "!=", "quarantined").execute();
  for (const { url } of mints) await checkAt(deps, url).catch(onlyIfSilent);
}

async function checkAt(deps: Ecash, url: string): Promise<void> {
  const coins = await deps.db
    .selectFrom("coin")
    .select(["point", "amount_msat", "gone_at_ms", "pending_since_ms", "updated_at_ms"])
    .where("mint_url", "=", url)
    .where("state", "=", "held")
    .orderBy("looked_at_ms")
    .orderBy("point")
    .limit(AT_ONCE)
    .execute();
  if (coins.length === 0) return;
  const states = await deps.mintAt(url).states(coins.map(({ point }) => point));
  await transact(deps.db, async (tx) => {
    for (const coin of coins) await note(tx, deps, coin, states.get(coin.point));
  });
}

/** A mint that says nothing of a coin leaves everything as it was. */
async function note(tx: Tx, deps: Ecash, coin: Coin, told: ProofState | undefined): Promise<void> {
  const now = deps.clock();
  const change = told === undefined ? {} : marksOf(coin, told, now);
  // Whoever claimed it since the mint was asked may have spent it.
  const { numUpdatedRows } = await tx
    .updateTable("coin")
    .set({ looked_at_ms: now, ...change })
    .where("point", "=", coin.point)
    .where("state", "=", "held")
    .where("updated_at_ms", "=", coin.updated_at_ms)
    .executeTakeFirst();
  if (numUpdatedRows === 1n) await noteFindings(tx, deps, [lookedAt({ ...coin, ...change }, now)]);
}

function marksOf(coin: Coin, { state }: ProofState, now: UnixMs) {
  return {
    gone_at_ms: state === "spent" ? (coin.gone_at_ms ?? now) : null,
    pending_since_ms: state === "pending" ? (coin.pending_since_ms ?? now) : null,
  };
}

function lookedAt({ point: subject, amount_msat: bookedMsat, gone_at_ms, pending_since_ms }: Coin, now: UnixMs) {
  const gone = { kind: "coin-gone", subject, bookedMsat, nodeMsat: 0n } as const;
  if (gone_at_ms !== null) return { subject, differences: [gone] };
  const isStuck = pending_since_ms !== null && now - pending_since_ms >= PENDING_FOR_MS;
  const stuck = { kind: "coin-pending", subject, bookedMsat, nodeMsat: bookedMsat } as const;
  return { subject, differences: isStuck ? [stuck] : [] };
}
