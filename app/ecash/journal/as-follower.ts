import { transact } from "../../db/transact.ts";
import type { Ecash } from "../ecash.ts";
import { quarantine } from "../mints/quarantine.ts";
import type { OpenOp } from "./open-op.ts";
import type { Outcome } from "./outcome.ts";

/**
 * A quote that ran out unpaid is over only when nobody can pay its invoice any more: whoever pays may be at it for
 * longer. A mint that says to have paid what never arrived has lied, and a person has to ask it.
 */
export async function asFollower(deps: Ecash, op: OpenOp, outcome: Outcome): Promise<Outcome> {
  if (op.follows === null || outcome.kind !== "refused" || outcome.reason !== "quote-expired") return outcome;
  const payer = await deps.db
    .selectFrom("ecash_op")
    .select(["state", "mint_url"])
    .where("id", "=", op.follows)
    .executeTakeFirstOrThrow();
  if (payer.state === "refused") return outcome;
  if (payer.state !== "done") return { kind: "pending" };
  await transact(deps.db, (tx) => quarantine(tx, { mintUrl: payer.mint_url, reason: "never-paid", now: deps.clock() }));
  return { kind: "lost", reason: "never-paid" };
}
