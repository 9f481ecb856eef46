import { newId } from "../../app/domain/ids.ts";
import { msatFromSat } from "../../app/domain/money.ts";
import { isRefused } from "../../app/domain/refusal.ts";
import { makeVouchers } from "../../app/ecash/vouchers/make-vouchers.ts";
import type { NewVouchers } from "../../app/ecash/vouchers/make-vouchers.ts";
import { receiveToken } from "../../app/ecash/receive-token.ts";
import type { VoucherState } from "../../app/db/schema.ts";
import { coinKit } from "../../app/gateways/mint/coin-kit.ts";
import { balances } from "../../app/payments/balances.ts";
import * as assert from "uvu/assert";
import { openEcashWorld } from "./world.ts";
import type { EcashWorld } from "./world.ts";

export const OWNER = { personId: "per_owner", door: "admin", device: "a browser" } as const;

/** A hub that has earned so many sats in e-cash. */
export async function withEarned(sat: bigint, body: (w: EcashWorld) => Promise<void>): Promise<void> {
  const w = await openEcashWorld();
  try {
    await earn(w, sat);
    await body(w);
    await assertVouchersBooked(w);
  } finally {
    await w.close();
  }
}

async function earn(w: EcashWorld, sat: bigint): Promise<void> {
  const order = await w.order(sat);
  const taken = await receiveToken(w.ecash, { chargeId: order.chargeId, token: await w.token(sat) });
  assert.is(isRefused(taken) ? taken.reason : taken.state, "done");
}

export function wanted(w: EcashWorld, change: Partial<NewVouchers> = {}): NewVouchers {
  const batch = newId("vcb", w.shop.clock(), w.ecash.random);
  return { batch, amountMsat: msatFromSat(21n), count: 1, days: 30, note: "", ...change };
}

/** The codes of new vouchers. */
export async function made(w: EcashWorld, change: Partial<NewVouchers> = {}): Promise<readonly string[]> {
  const answer = await makeVouchers(w.ecash, wanted(w, change), OWNER);
  if (isRefused(answer)) throw new Error(`refused: ${answer.reason}`);
  return answer.codes;
}

export async function statesOf({ shop: { db } }: EcashWorld): Promise<VoucherState[]> {
  return (await db.selectFrom("voucher").select("state").orderBy("id").execute()).map(({ state }) => state);
}

/**
 * The books say what the hub's coins are worth, and what is locked into vouchers that are still to be had; both are good
 * at the mint.
 */
export async function assertVouchersBooked(w: EcashWorld): Promise<void> {
  const { db } = w.shop;
  const sums = await balances(db);
  const held = await db.selectFrom("coin").select(["point", "amount_msat"]).where("state", "!=", "spent").execute();
  const locked = await db
    .selectFrom("voucher")
    .select("locked_msat")
    .where("state", "in", ["waiting", "leaving"])
    .execute();
  const lockedMsat = locked.reduce((sum, { locked_msat }) => sum + locked_msat, 0n);
  assert.is(
    sums.get("asset:ecash") ?? 0n,
    held.reduce((sum, { amount_msat }) => sum + amount_msat, 0n),
  );
  assert.is(sums.get("asset:vouchers") ?? 0n, lockedMsat);
  assert.is(sums.get("liability:vouchers") ?? 0n, 0n - lockedMsat);
  assert.is(
    [...sums.values()].reduce((sum, each) => sum + each, 0n),
    0n,
  );
}

/** What a token is worth, as its mint would say, and whose its coins are. */
export async function inToken({ ecash }: EcashWorld, text: string | undefined) {
  const mint = coinKit.peek(text ?? "")?.mint ?? "";
  const keysetIds = (await ecash.mintAt(mint).keysets()).map(({ id }) => id);
  const coins = coinKit.read(text ?? "", keysetIds) ?? [];
  return {
    sat: coins.reduce((sum, { amountMsat }) => sum + amountMsat, 0n) / 1_000n,
    locks: coins.map(({ secret }) => coinKit.lockOf(secret)),
  };
}
