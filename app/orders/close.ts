import { transact } from "../db/transact.ts";
import { transition } from "../db/transition.ts";
import { newId } from "../domain/ids.ts";
import { DAY_MS } from "../domain/time.ts";
import type { Acting } from "./cancel.ts";

/** After this long without a word from the buyer a finished order is put away. */
const QUIET_MS = 14n * DAY_MS;
const BATCH = 100;

/** Closes received orders, and shipped ones that the buyer never confirmed, after the quiet time. Answers how many. */
export async function closeQuiet(deps: Acting): Promise<number> {
  const now = deps.clock();
  const quiet = await deps.db
    .selectFrom("orders")
    .select(["id", "state"])
    .where("state", "in", ["received", "shipped"])
    .where("updated_at_ms", "<=", now - QUIET_MS)
    .limit(BATCH)
    .execute();
  for (const { id, state } of quiet) {
    await transact(deps.db, async (tx) => {
      const event = { id: newId("evt", now, deps.random), stream: id, type: "order.closed", atMs: now, body: {} };
      await transition(tx, { table: "orders", id, from: state, to: "closed" }, now, { event });
    });
  }
  return quiet.length;
}
