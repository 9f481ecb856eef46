import { isRefused } from "../../domain/refusal.ts";
import { MINUTE_MS } from "../../domain/time.ts";
import type { Ecash } from "../ecash.ts";
import { finishOp } from "../journal/finish-op.ts";
import { planOutputs } from "../wallet/plan-outputs.ts";
import { spendVoucher } from "./spend-voucher.ts";
import { refundKey } from "./voucher-keys.ts";

const AT_ONCE = 50;

/** The mint's clock may be behind the hub's; what it does not give back yet is asked for again. */
const GRACE_MS = 10n * MINUTE_MS;

/** Takes back the coins of vouchers that nobody used in time. */
export async function returnVouchers(deps: Ecash): Promise<void> {
  const due = await deps.db
    .selectFrom("voucher")
    .innerJoin("mint", "mint.url", "voucher.mint_url")
    .select(["voucher.id", "voucher.mint_url", "voucher.sealed"])
    .where("voucher.state", "=", "waiting")
    .where("mint.state", "!=", "quarantined")
    .where("voucher.expires_at_ms", "<=", deps.clock() - GRACE_MS)
    .orderBy("voucher.expires_at_ms")
    .limit(AT_ONCE)
    .execute();
  for (const voucher of due) {
    const op = await spendVoucher(deps, {
      voucher,
      privateKey: refundKey(deps.seed),
      purpose: "renew",
      subject: voucher.id,
      outputsFor: (signing, amountMsat) => planOutputs(deps, signing, amountMsat),
      isGiven: false,
    });
    if (!isRefused(op)) await finishOp(deps, op.id);
  }
}
