import type { Reader } from "../../db/database.ts";
import { transact } from "../../db/transact.ts";
import { DAY_MS } from "../../domain/time.ts";
import { noteFindings } from "../../payments/note-findings.ts";
import type { Ecash } from "../ecash.ts";

/** So long an operation that renews them may wait for the mint before it is worth a word. */
const MOVING_MS = DAY_MS;

/** Coins whose keyset ends within a time, and that nothing has moved on: whoever has them then has nothing. */
export async function noteExpiring(deps: Pick<Ecash, "db" | "clock" | "random">, withinMs: bigint): Promise<void> {
  const now = deps.clock();
  const ending = await deps.db
    .selectFrom("mint_keyset")
    .select(["id", "expires_at_ms"])
    .where("expires_at_ms", "is not", null)
    .execute();
  const atStake = await sumsByKeyset(deps.db, now - MOVING_MS);
  const looked = ending.map(({ id: subject, expires_at_ms }) => {
    const sum = (expires_at_ms ?? 0n) <= now + withinMs ? (atStake.get(subject) ?? 0n) : 0n;
    const found = { kind: "keyset-expiring", subject, bookedMsat: sum, nodeMsat: sum } as const;
    return { subject, differences: sum > 0n ? [found] : [] };
  });
  await transact(deps.db, (tx) => noteFindings(tx, deps, looked));
}

/** Coins that are there, of whichever mint, and those that something has been about to spend for long. */
async function sumsByKeyset(reader: Reader, before: bigint): Promise<ReadonlyMap<string, bigint>> {
  const rows = await reader
    .selectFrom("coin")
    .where("gone_at_ms", "is", null)
    .where((or) =>
      or.or([or("state", "=", "held"), or.and([or("state", "=", "claimed"), or("updated_at_ms", "<", before)])]),
    )
    .groupBy("keyset_id")
    .select((eb) => ["keyset_id", eb.fn.sum<bigint>("amount_msat").as("msat")])
    .execute();
  return new Map(rows.map(({ keyset_id, msat }) => [keyset_id, msat]));
}
