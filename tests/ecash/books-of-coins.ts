import * as assert from "uvu/assert";
import { isRefused } from "../../app/domain/refusal.ts";
import { receiveToken } from "../../app/ecash/receive-token.ts";
import { balances } from "../../app/payments/balances.ts";
import { listFindings } from "../../app/payments/reconcile/list-findings.ts";
import type { EcashWorld } from "./world.ts";

/** An order that was paid with a token: the hub has the coins. */
export async function paidByToken(w: EcashWorld, sat: bigint): Promise<void> {
  const order = await w.order(sat);
  const taken = await receiveToken(w.ecash, { chargeId: order.chargeId, token: await w.token(sat) });
  assert.is(isRefused(taken) ? taken.reason : taken.state, "done");
}

/** The hub's coins, in sat, by keyset. */
export async function coinsByKeyset({ shop: { db } }: EcashWorld): Promise<Record<string, bigint>> {
  const rows = await db.selectFrom("coin").select(["keyset_id", "amount_msat"]).where("state", "=", "held").execute();
  const sums: Record<string, bigint> = {};
  for (const { keyset_id, amount_msat } of rows) sums[keyset_id] = (sums[keyset_id] ?? 0n) + amount_msat / 1_000n;
  return sums;
}

/** The books say what the hub's coins are worth, and add up. */
export async function assertBooked(w: EcashWorld): Promise<void> {
  const sums = await balances(w.shop.db);
  const coins = Object.values(await coinsByKeyset(w)).reduce((sum, each) => sum + each, 0n);
  assert.is(sums.get("asset:ecash"), coins * 1_000n);
  assert.is(
    [...sums.values()].reduce((sum, each) => sum + each, 0n),
    0n,
  );
}

export async function findingsOf({ shop: { db } }: EcashWorld) {
  const open = await listFindings(db, "open", 50);
  return open.map(({ kind, bookedMsat, nodeMsat }) => [kind, bookedMsat, nodeMsat]);
}
