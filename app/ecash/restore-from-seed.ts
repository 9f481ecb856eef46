import type { Reader, Tx } from "../db/database.ts";
import { transact } from "../db/transact.ts";
import { NotApplied, OutcomeUnknown } from "../domain/outcome.ts";
import type { MintPort } from "../gateways/mint/port.ts";
import type { Ecash } from "./ecash.ts";
import { keepCoins } from "./journal/keep-coins.ts";
import { writeOp } from "./journal/write-op.ts";
import { refreshKeysets } from "./mints/refresh-keysets.ts";
import { raiseCounter } from "./wallet/counters.ts";
import { knownPoints } from "./wallet/known-points.ts";
import { restoreCoins } from "./wallet/restore-coins.ts";
import type { SeedCoin } from "./wallet/restore-coins.ts";
import { statesOf } from "./wallet/states-of.ts";

export type RestoredMint = {
  url: string;
  /** `silent`: it did not answer, and nothing of it was changed. `quarantined`: it was not asked. */
  state: "asked" | "silent" | "quarantined";
  /** Coins that the database did not know. */
  foundMsat: bigint;
  found: number;
  /** Coins that the database took for the hub's, and that were spent after it was written. */
  goneMsat: bigint;
  /** Found coins that a payment is being made with: they come back, or are spent, once that has ended. */
  pendingMsat: bigint;
  /** Signatures that the pinned keys did not make. */
  wrong: number;
};

type Restoring = Pick<Ecash, "db" | "clock" | "random" | "kit" | "seal" | "mintAt" | "seed">;

/**
 * What lies behind the first number that nothing is known of may still be on its way to a mint; and the next restore
 * gets over a gap as wide as this.
 */
const SPARE = 100n;
/** The subject of the operation that found coins come from. */
const SEED = "seed";

/**
 * Finds the hub's coins again by its seed, at every mint on the list, and drops those that are spent. Run twice, it
 * changes nothing the second time. Coins that were given out and are not spent yet look like the hub's own unless the
 * database knows of them; what is locked to somebody's key is not found at all.
 */
export async function restoreFromSeed(deps: Restoring): Promise<readonly RestoredMint[]> {
  const mints = await deps.db.selectFrom("mint").select(["url", "state"]).orderBy("kind", "desc").execute();
  const restored: RestoredMint[] = [];
  for (const { url, state } of mints)
    restored.push(state === "quarantined" ? nothing(url, "quarantined") : await restoreOrSilent(deps, url));
  return restored;
}

async function restoreOrSilent(deps: Restoring, url: string): Promise<RestoredMint> {
  try {
    return await restoreAt(deps, deps.mintAt(url), url);
  } catch (error) {
    if (error instanceof NotApplied || error instanceof OutcomeUnknown) return nothing(url, "silent");
    throw error;
  }
}

function nothing(url: string, state: RestoredMint["state"]): RestoredMint {
  return { url, state, foundMsat: 0n, found: 0, goneMsat: 0n, pendingMsat: 0n, wrong: 0 };
}

async function restoreAt(deps: Restoring, mint: MintPort, url: string): Promise<RestoredMint> {
  const keysets = await refreshKeysets(deps, mint);
  if (keysets.length === 0) return nothing(url, "quarantined");
  const seen: SeedCoin[] = [];
  const counters = new Map<string, bigint>();
  let wrong = 0;
  for (const keyset of keysets) {
    const { coins, next, wrong: more } = await restoreCoins(deps, mint, keyset);
    seen.push(...coins);
    wrong += more;
    if (next > 0n) counters.set(keyset.id, next + SPARE);
  }
  const asked = await askStates(deps, mint, url, seen);
  const kept = await transact(deps.db, (tx) => keep(tx, deps, { url, counters, ...asked }));
  return { url, state: "asked", wrong, ...kept, pendingMsat: sumOf(asked.pending) };
}

type Asked = { unspent: readonly SeedCoin[]; pending: readonly SeedCoin[]; gone: readonly string[] };

/** Of coins that nobody knows of whether they are spent, and of those that are held whether they still are. */
async function askStates(deps: Restoring, mint: MintPort, url: string, seen: readonly SeedCoin[]): Promise<Asked> {
  const known = await knownPoints(deps.db, deps, url);
  const unknown = seen
    .map((each) => ({ ...each, point: deps.kit.pointOf(each.coin.secret) }))
    .filter(({ point }) => !known.has(point));
  const held = await heldAt(deps.db, url);
  const states = await statesOf(mint, [...unknown.map(({ point }) => point), ...held]);
  const inState = (state: string) => unknown.filter(({ point }) => states.get(point) === state);
  const gone = held.filter((point) => states.get(point) === "spent");
  return { unspent: inState("unspent"), pending: inState("pending"), gone };
}

async function heldAt(reader: Reader, url: string): Promise<readonly string[]> {
  const rows = await reader
    .selectFrom("coin")
    .select("point")
    .where("mint_url", "=", url)
    .where("state", "=", "held")
    .execute();
  return rows.map(({ point }) => point);
}

type Keeping = Pick<Asked, "unspent" | "gone"> & { url: string; counters: ReadonlyMap<string, bigint> };

/** A hub that is at work meanwhile may have come to know some of them. */
async function keep(tx: Tx, deps: Restoring, { url, counters, unspent, gone }: Keeping) {
  for (const [keysetId, least] of counters) await raiseCounter(tx, keysetId, least);
  const known = await knownPoints(tx, deps, url);
  const found = unspent.filter(({ coin }) => !known.has(deps.kit.pointOf(coin.secret)));
  if (found.length === 0 && gone.length === 0) return { foundMsat: 0n, found: 0, goneMsat: 0n };
  const opId = await writeFound(tx, deps, url, found);
  await keepCoins(tx, deps, { opId, mintUrl: url, coins: found.map(({ coin }) => coin) });
  return { foundMsat: sumOf(found), found: found.length, goneMsat: await drop(tx, deps, opId, gone) };
}

/** Nothing is asked with it: it is what coins come from, and what spent ones went to. */
async function writeFound(tx: Tx, deps: Restoring, url: string, found: readonly SeedCoin[]): Promise<string> {
  const written = await writeOp(tx, deps, {
    kind: "swap",
    purpose: "renew",
    subject: SEED,
    mintUrl: url,
    body: { inputs: [], outputs: found.map(({ output }) => output), given: 0, signature: undefined },
    inputs: "own",
    worthMsat: 0n,
    state: "done",
  });
  if (written === "taken") throw new Error("nothing goes in, so nothing is taken");
  return written.id;
}

async function drop(tx: Tx, { clock }: Restoring, opId: string, gone: readonly string[]): Promise<bigint> {
  let sum = 0n;
  for (const point of gone) {
    const dropped = await tx
      .updateTable("coin")
      .set({ state: "spent", spent_by: opId, updated_at_ms: clock() })
      .where("point", "=", point)
      .where("state", "=", "held")
      .returning("amount_msat")
      .executeTakeFirst();
    sum += dropped?.amount_msat ?? 0n;
  }
  return sum;
}

function sumOf(coins: readonly SeedCoin[]): bigint {
  return coins.reduce((sum, { coin }) => sum + coin.amountMsat, 0n);
}
