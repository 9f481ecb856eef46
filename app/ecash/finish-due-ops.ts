import type { Ecash } from "./ecash.ts";
import { finishOp } from "./journal/finish-op.ts";

const AT_ONCE = 50;

/** Goes on with what was left on its way to a mint, by a crash or by an answer that did not come. */
export async function finishDueOps(deps: Ecash): Promise<void> {
  const due = await deps.db
    .selectFrom("ecash_op")
    .select(["id", "follows"])
    .where("state", "=", "open")
    .where("next_try_ms", "<=", deps.clock())
    .orderBy("next_try_ms")
    .limit(AT_ONCE)
    .execute();
  // What waits for a payment was never asked for, and so is due for longer than the payment that was.
  const inOrder = due.toSorted((a, b) => Number(a.follows !== null) - Number(b.follows !== null));
  for (const { id } of inOrder) await finishOp(deps, id);
}
