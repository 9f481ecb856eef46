import { isRefused, refuse } from "../../domain/refusal.ts";
import type { Ecash } from "../ecash.ts";
import { finishOp } from "../journal/finish-op.ts";
import type { Finished } from "../journal/finish-op.ts";
import { promiseToken } from "../journal/write-token.ts";
import { lockTo } from "../lock-to.ts";
import { planGiven } from "../wallet/plan-given.ts";
import { findVoucher, whyNot } from "./find-voucher.ts";
import type { FoundVoucher, NoVoucher } from "./find-voucher.ts";
import { spendVoucher } from "./spend-voucher.ts";
import { voucherKeys } from "./voucher-keys.ts";

/** The token is to be had by `tokensFor` under the voucher's id, once its operation is done. */
export type Taken = { kind: "taken"; voucherId: string; state: Exclude<Finished, "refused"> };

type Taking = { code: string; lockedTo?: string | undefined };

/**
 * Makes a token of a voucher, for whoever has it or for one wallet alone. The same code again is answered with the token
 * that was made the first time.
 */
export async function takeVoucher(deps: Ecash, taking: Taking): Promise<Taken | NoVoucher> {
  const first = await takeOnce(deps, taking);
  // The mint has turned to new keys in the meantime, which the refusal has made known.
  const last = first === "refused" ? await takeOnce(deps, taking) : first;
  return last === "refused" ? refuse("voucher-not-now") : last;
}

async function takeOnce(deps: Ecash, { code, lockedTo }: Taking): Promise<Taken | NoVoucher | "refused"> {
  const voucher = await findVoucher(deps.db, code);
  if (voucher !== undefined && isToken(voucher)) return finished(deps, voucher.id, voucher.left_by ?? "");
  const refused = whyNot(voucher, deps.clock());
  if (refused !== undefined || voucher === undefined) return refused ?? refuse("voucher-unknown");
  const lock = lockedTo === undefined ? undefined : lockTo(lockedTo);
  const op = await spendVoucher(deps, {
    voucher,
    privateKey: voucherKeys(code).privateKey,
    purpose: "issue",
    subject: voucher.id,
    outputsFor: (signing, amountMsat) => planGiven(deps, signing, { amountMsat, lock }),
    isGiven: true,
    alsoWrite: (tx, { id: opId, outputs: given }) =>
      promiseToken(tx, deps, { opId, subject: voucher.id, mintUrl: voucher.mint_url, lockedTo, given }),
  });
  return isRefused(op) ? op : finished(deps, voucher.id, op.id);
}

function isToken({ purpose, state }: FoundVoucher): boolean {
  return purpose === "issue" && (state === "leaving" || state === "taken");
}

async function finished(deps: Ecash, voucherId: string, opId: string): Promise<Taken | "refused"> {
  const state = await finishOp(deps, opId);
  return state === "refused" ? state : { kind: "taken", voucherId, state };
}
