import type { Tx } from "../../db/database.ts";
import { NO_STALL, post } from "../../db/post.ts";
import { sha256Hex } from "../../domain/hash.ts";
import { newId } from "../../domain/ids.ts";
import { msat } from "../../domain/money.ts";
import { receive } from "../../payments/receive.ts";
import type { Ecash } from "../ecash.ts";
import type { OpenOp } from "./open-op.ts";

/** What becomes true together with the coins: whoever brought them has paid, and the hub has borne its mint's fee. */
export async function credit(tx: Tx, deps: Ecash, op: OpenOp): Promise<void> {
  // Nobody has paid or been paid: the hub's coins have become others of its own.
  if (op.purpose === "renew") return bearFee(tx, deps, op, { stallId: NO_STALL });
  if (op.purpose !== "receive") return;
  const now = deps.clock();
  const worth = { rail: "ecash", amountMsat: msat(op.worth_msat), settledAtMs: now } as const;
  const { paymentId } = await receive(tx, deps, op.subject, { ...worth, reference: referenceOf(deps, op) }, now);
  await bearFee(tx, deps, op, { stallId: await stallOf(tx, op.subject), paymentId });
}

/** Names the coins that were brought, or the invoice that other coins paid, without telling anything that could spend them. */
function referenceOf({ kit }: Ecash, { body, quote_id }: OpenOp): string {
  if (quote_id !== null) return sha256Hex(`quote ${quote_id}`);
  const points = body.inputs.map(({ secret }) => kit.pointOf(secret));
  return sha256Hex(points.toSorted().join(" "));
}

async function stallOf(tx: Tx, chargeId: string): Promise<string> {
  const { stall_id } = await tx
    .selectFrom("charge")
    .innerJoin("orders", "orders.id", "charge.order_id")
    .where("charge.id", "=", chargeId)
    .select("stall_id")
    .executeTakeFirstOrThrow();
  return stall_id;
}

/** Not among what the order received: that is the same whatever the hub's mint takes of the hub. */
async function bearFee(
  tx: Tx,
  { clock, random }: Ecash,
  op: OpenOp,
  about: { stallId: string; paymentId?: string },
): Promise<void> {
  const feeMsat = op.worth_msat - op.output_msat;
  if (feeMsat === 0n) return;
  const now = clock();
  const lines = [
    { id: newId("pst", now, random), account: "expense:mint", amountMsat: feeMsat },
    { id: newId("pst", now, random), account: "asset:ecash", amountMsat: -feeMsat },
  ] as const;
  await post(tx, { id: newId("jrn", now, random), ...about, atMs: now, lines });
}
