import { isRefused, refuse } from "../../domain/refusal.ts";
import type { Refused } from "../../domain/refusal.ts";
import type { Ecash } from "../ecash.ts";
import { finishOp } from "../journal/finish-op.ts";
import { ownMint } from "../mints/own-mint.ts";
import type { TokenReceived } from "../receive-token.ts";
import { planOutputs } from "../wallet/plan-outputs.ts";
import { findVoucher, whyNot } from "./find-voucher.ts";
import type { NoVoucher } from "./find-voucher.ts";
import { spendVoucher } from "./spend-voucher.ts";
import { voucherKeys } from "./voucher-keys.ts";

type Paying = { chargeId: string; code: string };

/**
 * Pays a charge with all of a voucher; what the order does not need is owed to its buyer, as with every payment. The same
 * code again for the same charge is answered with what became of it the first time.
 */
export async function payWithVoucher(
  deps: Ecash,
  paying: Paying,
): Promise<TokenReceived | NoVoucher | Refused<"unknown-order">> {
  const first = await payOnce(deps, paying);
  const isRefusedByMint = first.kind === "received" && first.state === "refused";
  // The mint has turned to new keys in the meantime, which the refusal has made known.
  return isRefusedByMint ? payOnce(deps, paying) : first;
}

async function payOnce(
  deps: Ecash,
  { chargeId, code }: Paying,
): Promise<TokenReceived | NoVoucher | Refused<"unknown-order">> {
  const charge = await deps.db.selectFrom("charge").select("id").where("id", "=", chargeId).executeTakeFirst();
  if (charge === undefined) return refuse("unknown-order");
  const voucher = await findVoucher(deps.db, code);
  if (voucher?.left_by != null && voucher.subject === chargeId) return finished(deps, voucher.left_by);
  const refused = whyNot(voucher, deps.clock());
  if (refused !== undefined || voucher === undefined) return refused ?? refuse("voucher-unknown");
  // Coins of a mint that was the hub's own once would have to be exchanged first.
  if ((await ownMint(deps.db))?.url !== voucher.mint_url) return refuse("voucher-not-now");
  const op = await spendVoucher(deps, {
    voucher,
    privateKey: voucherKeys(code).privateKey,
    purpose: "receive",
    subject: chargeId,
    outputsFor: (signing, amountMsat) => planOutputs(deps, signing, amountMsat),
    isGiven: false,
  });
  return isRefused(op) ? op : finished(deps, op.id);
}

async function finished(deps: Ecash, opId: string): Promise<TokenReceived> {
  const state = await finishOp(deps, opId);
  const { worth_msat: worthMsat } = await deps.db
    .selectFrom("ecash_op")
    .select("worth_msat")
    .where("id", "=", opId)
    .executeTakeFirstOrThrow();
  return { kind: "received", opId, state, worthMsat };
}
