import type { Reader } from "../db/database.ts";
import { transact } from "../db/transact.ts";
import { msat } from "../domain/money.ts";
import type { Msat } from "../domain/money.ts";
import { recordAct } from "../accounts/record-act.ts";
import type { Acting, Actor } from "../accounts/acting.ts";

/** What is let out of hand for coins that no mint has seen yet: in one sale, and in all that still wait. */
export type OfflineRule = { saleCapMsat: Msat; totalCapMsat: Msat };

const NONE: OfflineRule = { saleCapMsat: msat(0n), totalCapMsat: msat(0n) };

export async function readOfflineRule(reader: Reader): Promise<OfflineRule> {
  const row = await reader.selectFrom("offline_rule").selectAll().executeTakeFirst();
  return row === undefined ? NONE : { saleCapMsat: msat(row.sale_cap_msat), totalCapMsat: msat(row.total_cap_msat) };
}

export async function changeOfflineRule(deps: Acting, actor: Actor, rule: OfflineRule): Promise<void> {
  const now = deps.clock();
  const values = { sale_cap_msat: rule.saleCapMsat, total_cap_msat: rule.totalCapMsat, updated_at_ms: now };
  await transact(deps.db, async (tx) => {
    await tx
      .insertInto("offline_rule")
      .values({ id: 1n, ...values })
      .onConflict((conflict) => conflict.column("id").doUpdateSet(values))
      .execute();
    const body = { saleCapMsat: rule.saleCapMsat.toString(), totalCapMsat: rule.totalCapMsat.toString() };
    await recordAct(tx, deps, actor, { type: "offline-rule.changed", stream: "hub", body });
  });
}
