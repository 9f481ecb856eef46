import type { Reader, Tx } from "../../db/database.ts";
import { parseMsat } from "../../domain/money.ts";
import { periodStart } from "../../domain/fee-period.ts";
import type { UnixMs } from "../../domain/time.ts";

/** What the owner has said about payouts; undefined means that nothing was said. */
export type PayoutRules = {
  /** Above it two people must say yes. */
  approvalOverMsat: bigint | undefined;
  /** What may leave in a day to one stall, whoever says yes. */
  dailyCapMsat: bigint | undefined;
};

const NAMES = { approvalOverMsat: "payout.approval-over-msat", dailyCapMsat: "payout.daily-cap-msat" } as const;

/** How many people must say yes above the limit; whoever asks for it counts, if they could say yes. */
export const APPROVALS_NEEDED = 2;

export async function payoutRules(reader: Reader): Promise<PayoutRules> {
  const rows = await reader
    .selectFrom("setting")
    .select(["name", "value"])
    .where("name", "in", Object.values(NAMES))
    .execute();
  const valueOf = (name: string) => {
    const text = rows.find((row) => row.name === name)?.value;
    return text === undefined ? undefined : parseMsat(text);
  };
  return { approvalOverMsat: valueOf(NAMES.approvalOverMsat), dailyCapMsat: valueOf(NAMES.dailyCapMsat) };
}

export async function setPayoutRules(tx: Tx, rules: PayoutRules, now: UnixMs): Promise<void> {
  for (const key of ["approvalOverMsat", "dailyCapMsat"] as const) {
    const value = rules[key];
    await tx.deleteFrom("setting").where("name", "=", NAMES[key]).execute();
    if (value === undefined) continue;
    await tx.insertInto("setting").values({ name: NAMES[key], value: value.toString(), updated_at_ms: now }).execute();
  }
}

type Wanted = { stallId: string; amountMsat: bigint; now: UnixMs };

export async function needsApproval(tx: Tx, wanted: Wanted): Promise<"yes" | "no" | "beyond-cap"> {
  const { approvalOverMsat, dailyCapMsat } = await payoutRules(tx);
  if (dailyCapMsat !== undefined && (await askedToday(tx, wanted)) + wanted.amountMsat > dailyCapMsat)
    return "beyond-cap";
  return approvalOverMsat !== undefined && wanted.amountMsat > approvalOverMsat ? "yes" : "no";
}

/** How much more may be asked for today; undefined without a cap. */
export async function roomToday(tx: Tx, of: Omit<Wanted, "amountMsat">): Promise<bigint | undefined> {
  const { dailyCapMsat } = await payoutRules(tx);
  if (dailyCapMsat === undefined) return undefined;
  const room = dailyCapMsat - (await askedToday(tx, of));
  return room < 0n ? 0n : room;
}

async function askedToday(tx: Tx, { stallId, now }: Omit<Wanted, "amountMsat">): Promise<bigint> {
  const { msat } = await tx
    .selectFrom("outgoing")
    .where("stall_id", "=", stallId)
    .where("purpose", "=", "payout")
    .where("state", "!=", "cancelled")
    .where("created_at_ms", ">=", periodStart("day", now))
    .select((eb) => eb.fn.sum<bigint | null>("amount_msat").as("msat"))
    .executeTakeFirstOrThrow();
  return msat ?? 0n;
}
