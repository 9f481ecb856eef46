import { recordAct } from "../../accounts/record-act.ts";
import type { By } from "../../db/append-event.ts";
import type { Db } from "../../db/database.ts";
import { transact } from "../../db/transact.ts";
import type { Random } from "../../domain/ids.ts";
import { refuse } from "../../domain/refusal.ts";
import type { Refused } from "../../domain/refusal.ts";
import type { Clock } from "../../domain/time.ts";
import { sendingHalt } from "../sending-halt.ts";
import { readHalt } from "./read-halt.ts";

type Lifting = { db: Db; clock: Clock; random: Random };

/**
 * The owner has compared: money is sent again. Not before the books were compared with the node once, and not while
 * something waits that looks as if the node had paid it.
 */
export async function liftHalt(
  deps: Lifting,
  by: By,
): Promise<{ kind: "lifted" } | Refused<"not-halted" | "not-compared" | "paid-already">> {
  return transact(deps.db, async (tx) => {
    const halt = await sendingHalt(tx);
    if (halt === undefined) return refuse("not-halted");
    const { isCompared, lookPaid } = await readHalt(tx, halt);
    if (!isCompared) return refuse("not-compared");
    if (lookPaid > 0) return refuse("paid-already");
    const now = deps.clock();
    await tx
      .updateTable("restoration")
      .set({ lifted_at_ms: now, lifted_by: by.personId })
      .where("lifted_at_ms", "is", null)
      .execute();
    await tx
      .updateTable("finding")
      .set({ state: "closed", closed_at_ms: now })
      .where("kind", "=", "payment-unknown")
      .where("state", "=", "open")
      .execute();
    await recordAct(tx, deps, by, { type: "sending.resumed", stream: "hub", body: {} });
    return { kind: "lifted" };
  });
}
