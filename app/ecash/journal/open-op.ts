import type { EcashOpTable } from "../../db/schema.ts";
import { transact } from "../../db/transact.ts";
import { MINUTE_MS, SECOND_MS } from "../../domain/time.ts";
import type { Ecash } from "../ecash.ts";
import { readBody } from "./op-body.ts";
import type { OpBody } from "./op-body.ts";

/** What may be at the mint, with the very request. */
export type OpenOp = Omit<EcashOpTable, "sealed"> & { body: OpBody; isFirstTry: boolean };

const FIRST_PAUSE_MS = 5n * SECOND_MS;
const LONGEST_PAUSE_MS = 10n * MINUTE_MS;

/**
 * Takes up an operation, and writes that it was: from then on the mint may have heard of it, whatever becomes of us.
 * One that has ended is told by its state.
 */
export async function takeUp({ db, clock, seal }: Ecash, id: string): Promise<OpenOp | EcashOpTable["state"]> {
  const row = await transact(db, async (tx) => {
    const found = await tx.selectFrom("ecash_op").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
    if (found.state !== "open") return found;
    const now = clock();
    await tx
      .updateTable("ecash_op")
      .set({ tries: found.tries + 1n, next_try_ms: now + pauseAfter(found.tries), updated_at_ms: now })
      .where("id", "=", id)
      .execute();
    return found;
  });
  if (row.state !== "open") return row.state;
  const { sealed, ...op } = row;
  return { ...op, body: readBody(seal.open(sealed, id)), isFirstTry: row.tries === 0n };
}

function pauseAfter(tries: bigint): bigint {
  const pause = FIRST_PAUSE_MS << (tries < 10n ? tries : 10n);
  return pause < LONGEST_PAUSE_MS ? pause : LONGEST_PAUSE_MS;
}
