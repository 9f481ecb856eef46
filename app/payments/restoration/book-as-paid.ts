import type { By } from "../../db/append-event.ts";
import { transact } from "../../db/transact.ts";
import { isRefused, refuse } from "../../domain/refusal.ts";
import type { Refused } from "../../domain/refusal.ts";
import { finishAttempt } from "../outgoing/finish-attempt.ts";
import { recognize } from "./recognize.ts";
import type { Booking } from "./recognize.ts";

/**
 * The owner says that a payment of the node's was something that waits to be sent: it becomes the way by which that
 * left, and the books follow as they would have.
 */
export async function bookAsPaid(
  deps: Booking,
  findingId: string,
  by: By,
): Promise<{ kind: "booked" } | Refused<"unknown-outgoing" | "already-on-its-way">> {
  const finding = await deps.db.selectFrom("finding").selectAll().where("id", "=", findingId).executeTakeFirst();
  if (finding?.kind !== "payment-unknown" || finding.outgoing_id === null) return refuse("unknown-outgoing");
  const made = await deps.payer.findPayment(finding.subject);
  if (made?.state !== "confirmed") return refuse("already-on-its-way");
  const recognized = await transact(deps.db, (tx) => recognize(tx, deps, { finding, made, by }));
  if (isRefused(recognized)) return recognized;
  await finishAttempt(deps, recognized.outgoing, recognized.attempt, made);
  return { kind: "booked" };
}
