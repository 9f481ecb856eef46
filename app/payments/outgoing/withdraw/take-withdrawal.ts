import type { Db, Tx } from "../../../db/database.ts";
import { transact } from "../../../db/transact.ts";
import type { Random } from "../../../domain/ids.ts";
import { msat } from "../../../domain/money.ts";
import { isRefused, refuse } from "../../../domain/refusal.ts";
import type { Refused } from "../../../domain/refusal.ts";
import type { Clock } from "../../../domain/time.ts";
import type { Destination, Payee } from "../../../gateways/payee/port.ts";
import { askRefundIn } from "../ask-refund.ts";
import type { RefundAsked } from "../ask-refund.ts";
import { withdrawalBy } from "./offer-withdrawal.ts";
import type { Withdrawal } from "./offer-withdrawal.ts";

type Taking = { db: Db; clock: Clock; random: Random; payee: Payee };

type Taken =
  | { kind: "taken" }
  | Refused<"withdrawal-over" | "payee-invoice-wrong" | "payee-refuses" | "invoice-expired">;

/**
 * A wallet brings its invoice (LUD-03). The first one over exactly the offered amount becomes a refund, and the offer
 * is used up in the same transaction; the same wallet may say it again when it did not hear the answer.
 */
export async function takeWithdrawal(
  deps: Taking,
  { k1, invoice }: { k1: string; invoice: string },
): Promise<Taken | Exclude<RefundAsked, { kind: "asked" }>> {
  const offered = await withdrawalBy(deps.db, k1);
  if (offered === undefined) return refuse("withdrawal-over");
  const destination = deps.payee.read(invoice);
  if (destination === undefined || isRefused(destination) || destination.kind !== "bolt11")
    return refuse("payee-invoice-wrong");
  if (offered.state === "used") return isTheSame(deps.db, offered, destination.text);
  const { kind, text } = destination;
  const fits = await deps.payee.invoiceFrom({ kind, text }, msat(offered.amount_msat));
  if (isRefused(fits)) return fits;
  return transact(deps.db, (tx) => take(tx, deps, offered, destination));
}

async function isTheSame(db: Db, { outgoing_id: id }: Withdrawal, text: string): Promise<Taken> {
  const row = await db
    .selectFrom("outgoing")
    .select("id")
    .where("id", "=", id)
    .where("destination", "=", text)
    .executeTakeFirst();
  return row === undefined ? refuse("withdrawal-over") : { kind: "taken" };
}

async function take(
  tx: Tx,
  deps: Taking,
  { id, order_id: orderId, amount_msat }: Withdrawal,
  destination: Destination,
) {
  const now = deps.clock();
  const open = await tx
    .selectFrom("withdrawal")
    .select("id")
    .where("id", "=", id)
    .where("state", "=", "open")
    .where("expires_at_ms", ">", now)
    .executeTakeFirst();
  if (open === undefined) return refuse("withdrawal-over");
  const asked = await askRefundIn(tx, deps, { orderId, amountMsat: msat(amount_msat), destination, by: "buyer" });
  if (isRefused(asked)) return asked;
  const used = await tx
    .updateTable("withdrawal")
    .set({ state: "used", outgoing_id: asked.id })
    .where("id", "=", id)
    .where("state", "=", "open")
    .executeTakeFirst();
  if (used.numUpdatedRows === 0n) throw new Error(`${id} was taken twice at once`);
  return { kind: "taken" } as const;
}
