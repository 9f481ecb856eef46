import type { Db, Reader, Tx } from "../../../db/database.ts";
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
  return transact(deps.db, (tx) => take(tx, deps, k1, destination));
}

async function isTheSame(reader: Reader, { outgoing_id: id }: Withdrawal, text: string): Promise<Taken> {
  const row = await reader
    .selectFrom("outgoing")
    .select("id")
    .where("id", "=", id)
    .where("destination", "=", text)
    .executeTakeFirst();
  return row === undefined ? refuse("withdrawal-over") : { kind: "taken" };
}

async function take(tx: Tx, deps: Taking, k1: string, destination: Destination) {
  const offered = await withdrawalBy(tx, k1);
  if (offered?.state === "used") return isTheSame(tx, offered, destination.text);
  if (offered === undefined || offered.expires_at_ms <= deps.clock()) return refuse("withdrawal-over");
  const { id, order_id: orderId, amount_msat } = offered;
  const asked = await askRefundIn(tx, deps, { orderId, amountMsat: msat(amount_msat), destination, by: "buyer" });
  if (isRefused(asked)) return asked;
  await tx.updateTable("withdrawal").set({ state: "used", outgoing_id: asked.id }).where("id", "=", id).execute();
  return { kind: "taken" } as const;
}
