import type { Db, Tx } from "../../../db/database.ts";
import type { PayoutPlanTable } from "../../../db/schema.ts";
import { transact } from "../../../db/transact.ts";
import type { Random } from "../../../domain/ids.ts";
import { msat } from "../../../domain/money.ts";
import type { Msat } from "../../../domain/money.ts";
import { mayDo } from "../../../domain/permissions.ts";
import { isRefused, refuse } from "../../../domain/refusal.ts";
import type { Clock, UnixMs } from "../../../domain/time.ts";
import { sendingHalt } from "../../sending-halt.ts";
import { sellerBalance } from "../../seller-balance.ts";
import { roomToday } from "../approval-rules.ts";
import { askPayoutIn } from "../ask-payout.ts";
import { latestPeriod } from "./period.ts";
import { findPlan } from "./set-plan.ts";

type Asking = { db: Db; clock: Clock; random: Random };
type Plan = Readonly<PayoutPlanTable>;

/** Asks for every payout that a stall's plan has made due; answers for how many. */
export async function askByPlans(deps: Asking): Promise<number> {
  // Balances are as old as the backup, and what a plan asks for may have been paid already.
  if ((await sendingHalt(deps.db)) !== undefined) return 0;
  const due = await deps.db
    .selectFrom("payout_plan")
    .select("stall_id")
    .where("rule", "!=", "by-hand")
    .where("holds_until_ms", "<=", deps.clock())
    .orderBy("stall_id")
    .execute();
  let asked = 0;
  for (const { stall_id } of due) if (await askByPlan(deps, stall_id)) asked += 1;
  return asked;
}

/**
 * Asks once for what is due: the plan's row is moved on and the payout written in one transaction, so that of two hubs
 * that look at the same moment one finds that there is nothing left to ask for. What is refused is asked for again
 * later, and the plan says why.
 */
async function askByPlan(deps: Asking, stallId: string): Promise<boolean> {
  return transact(deps.db, async (tx) => {
    const now = deps.clock();
    const plan = await findPlan(tx, stallId);
    if (plan === undefined || plan.rule === "by-hand" || plan.holds_until_ms > now) return false;
    if (!(await isDue(tx, plan, now))) return false;
    const amountMsat = await dueAmount(tx, plan, now);
    // Where there is nothing when a period begins, that period is over: what comes later waits for the next.
    if (amountMsat === 0n) return moveOn(tx, plan, now);
    const asked = (await mayStillAsk(tx, plan)) ? await ask(tx, deps, plan, amountMsat) : refuse("unknown-person");
    if (isRefused(asked)) return giveReason(tx, plan, asked.reason, now);
    if (await moveOn(tx, plan, now)) return true;
    throw new Error(`the plan of ${stallId} was changed while its payout was asked for`);
  });
}

async function isDue(tx: Tx, plan: Plan, now: UnixMs): Promise<boolean> {
  if (plan.threshold_msat === null) return plan.asked_for_ms < latestPeriod(plan.rule, now);
  if ((await sellerBalance(tx, plan.stall_id)) < plan.threshold_msat) return false;
  const moving = await tx
    .selectFrom("outgoing")
    .select("id")
    .where("stall_id", "=", plan.stall_id)
    .where("purpose", "=", "payout")
    .where("state", "in", ["asked", "ready", "sending"])
    .executeTakeFirst();
  return moving === undefined;
}

/** All there is, in whole sats, as far as the day's cap lets it go. */
async function dueAmount(tx: Tx, { stall_id: stallId }: Plan, now: UnixMs): Promise<Msat> {
  const balance = await sellerBalance(tx, stallId);
  const room = await roomToday(tx, { stallId, now });
  const most = room === undefined || room === 0n || balance < room ? balance : room;
  return msat(most <= 0n ? 0n : most - (most % 1_000n));
}

function ask(tx: Tx, deps: Asking, plan: Plan, amountMsat: Msat) {
  const destination = { kind: plan.destination_kind, text: plan.destination };
  return askPayoutIn(tx, deps, { stallId: plan.stall_id, amountMsat, destination, by: { personId: plan.set_by } });
}

/** Somebody who sells there no more, and may not pay out in others' names, asks for nothing any more. */
async function mayStillAsk(tx: Tx, { set_by, stall_id }: Plan): Promise<boolean> {
  const person = await tx
    .selectFrom("person")
    .select(["role", "stall_id", "state"])
    .where("id", "=", set_by)
    .executeTakeFirst();
  if (person?.state !== "active") return false;
  return person.stall_id === stall_id || mayDo(person.role, "payouts.approve");
}

async function moveOn(tx: Tx, plan: Plan, now: UnixMs): Promise<boolean> {
  const moved = await tx
    .updateTable("payout_plan")
    .set({
      asked_for_ms: latestPeriod(plan.rule, now),
      reason: "",
      revision: plan.revision + 1n,
      updated_at_ms: now,
    })
    .where("stall_id", "=", plan.stall_id)
    .where("revision", "=", plan.revision)
    .executeTakeFirst();
  return moved.numUpdatedRows === 1n;
}

async function giveReason(tx: Tx, plan: Plan, reason: string, now: UnixMs): Promise<false> {
  if (plan.reason !== reason)
    await tx
      .updateTable("payout_plan")
      .set({ reason, updated_at_ms: now })
      .where("stall_id", "=", plan.stall_id)
      .where("revision", "=", plan.revision)
      .execute();
  return false;
}
