import { recordAct } from "../../accounts/record-act.ts";
import type { By } from "../../db/append-event.ts";
import type { Db } from "../../db/database.ts";
import { transact } from "../../db/transact.ts";
import type { Random } from "../../domain/ids.ts";
import type { Clock } from "../../domain/time.ts";
import { setBudget } from "../fee-budget/set-budget.ts";
import type { FeeBudget } from "../fee-budget/budget-of.ts";
import { setPayoutRules } from "./approval-rules.ts";
import { setMostSatPerVbyte } from "./chain-fee-rule.ts";
import type { PayoutRules } from "./approval-rules.ts";

export type MoneyRules = {
  rules: PayoutRules;
  budgets: readonly FeeBudget[];
  /** The most that a virtual byte on chain may cost; left as it is when nothing is said. */
  satPerVbyte?: bigint;
};

type Changing = { db: Db; clock: Clock; random: Random };

/** What the owner lets leave, and what getting it there may cost. */
export async function changeMoneyRules(
  deps: Changing,
  { rules, budgets, satPerVbyte }: MoneyRules,
  by: By,
): Promise<void> {
  await transact(deps.db, async (tx) => {
    const now = deps.clock();
    await setPayoutRules(tx, rules, now);
    if (satPerVbyte !== undefined) await setMostSatPerVbyte(tx, satPerVbyte, now);
    for (const budget of budgets) await setBudget(tx, budget, now);
    await recordAct(tx, deps, by, { type: "rules.changed", stream: "money-rules", body: {} });
  });
}
