import { notify } from "../../../accounts/notify.ts";
import { recordAct } from "../../../accounts/record-act.ts";
import type { By } from "../../../db/append-event.ts";
import type { Db, Reader, Tx } from "../../../db/database.ts";
import type { PayoutPlanTable, PayoutRule } from "../../../db/schema.ts";
import { transact } from "../../../db/transact.ts";
import type { Random } from "../../../domain/ids.ts";
import type { Msat } from "../../../domain/money.ts";
import { refuse } from "../../../domain/refusal.ts";
import type { Refused } from "../../../domain/refusal.ts";
import { DAY_MS } from "../../../domain/time.ts";
import type { Clock, UnixMs } from "../../../domain/time.ts";
import type { Destination } from "../../../gateways/payee/port.ts";
import { latestPeriod } from "./period.ts";

/** An invoice is good only once, and a token is shown to whoever asks: money cannot go there again and again by itself. */
export type LastingDestination = { kind: Exclude<Destination["kind"], "bolt11" | "ecash">; text: string };

export type NewPlan = {
  stallId: string;
  destination: LastingDestination;
  rule: PayoutRule;
  /** Only for a plan that goes by an amount. */
  thresholdMsat: Msat | undefined;
  /** Of the plan that whoever changes it has seen; 0 when there was none. */
  revision: bigint;
};

type Setting = { db: Db; clock: Clock; random: Random };

/** Nothing goes to a destination for so long after it was named: time for the stall's people to hear of it. */
const HOLD_MS = DAY_MS;

export async function findPlan(reader: Reader, stallId: string): Promise<Readonly<PayoutPlanTable> | undefined> {
  return reader.selectFrom("payout_plan").selectAll().where("stall_id", "=", stallId).executeTakeFirst();
}

/**
 * Says where a stall's money goes by itself, and when. Another destination is held for a day, and everybody who sells
 * there hears of it.
 */
export async function setPlan(
  deps: Setting,
  plan: NewPlan,
  by: By,
): Promise<{ kind: "plan-set" } | Refused<"plan-changed">> {
  return transact(deps.db, async (tx) => {
    const now = deps.clock();
    const before = await findPlan(tx, plan.stallId);
    if ((before?.revision ?? 0n) !== plan.revision) return refuse("plan-changed");
    const isSame = before?.destination === plan.destination.text && before.destination_kind === plan.destination.kind;
    await write(tx, plan, { before, holdsUntilMs: isSame ? before.holds_until_ms : now + HOLD_MS, by, now });
    const body = { to: plan.destination.kind, rule: plan.rule };
    await recordAct(tx, deps, by, { type: "plan.set", stream: plan.stallId, body });
    if (!isSame) await tell(tx, deps, plan.stallId);
    return { kind: "plan-set" };
  });
}

type Writing = { before: PayoutPlanTable | undefined; holdsUntilMs: bigint; by: By; now: UnixMs };

async function write(tx: Tx, plan: NewPlan, { before, holdsUntilMs, by, now }: Writing): Promise<void> {
  const values = {
    destination_kind: plan.destination.kind,
    destination: plan.destination.text,
    rule: plan.rule,
    threshold_msat: plan.rule === "threshold" ? (plan.thresholdMsat ?? null) : null,
    set_by: by.personId,
    holds_until_ms: holdsUntilMs,
    // A period that is under way is not asked for: the first one is the next.
    asked_for_ms: before?.rule === plan.rule ? before.asked_for_ms : latestPeriod(plan.rule, now),
    reason: "",
    revision: plan.revision + 1n,
    updated_at_ms: now,
  };
  await tx
    .insertInto("payout_plan")
    .values({ stall_id: plan.stallId, ...values })
    .onConflict((on) => on.column("stall_id").doUpdateSet(values))
    .execute();
}

export async function removePlan(
  deps: Setting,
  { stallId, revision }: { stallId: string; revision: bigint },
  by: By,
): Promise<{ kind: "plan-removed" } | Refused<"plan-changed">> {
  return transact(deps.db, async (tx) => {
    const gone = await tx
      .deleteFrom("payout_plan")
      .where("stall_id", "=", stallId)
      .where("revision", "=", revision)
      .executeTakeFirst();
    if (gone.numDeletedRows === 0n) return refuse("plan-changed");
    await recordAct(tx, deps, by, { type: "plan.removed", stream: stallId, body: {} });
    return { kind: "plan-removed" };
  });
}

/** Whoever sells there; the owner of a stall where nobody does. */
async function tell(tx: Tx, deps: Setting, stallId: string): Promise<void> {
  const people = tx.selectFrom("person").select("id").where("state", "=", "active").orderBy("id");
  const sellers = await people.where("stall_id", "=", stallId).execute();
  const heard = sellers.length > 0 ? sellers : await people.where("role", "=", "owner").execute();
  for (const { id } of heard) await notify(tx, deps, id, "destination-changed");
}
