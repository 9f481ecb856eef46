import { checkCoins } from "../ecash/check-coins.ts";
import type { Ecash } from "../ecash/ecash.ts";
import { finishDueOps } from "../ecash/finish-due-ops.ts";
import { noteClaimed } from "../ecash/note-claimed.ts";
import { noteSolvency } from "../ecash/note-solvency.ts";
import { refreshMints } from "../ecash/refresh-mints.ts";
import { renewCoins } from "../ecash/renew-coins.ts";
import { settleOffline } from "../ecash/settle-offline.ts";
import { returnVouchers } from "../ecash/vouchers/return-vouchers.ts";
import type { Sweep } from "./schedule.ts";
import type { Working } from "./working.ts";

/** What becomes due of e-cash. */
export function ecashSweepsOf({ ecash, mintOperator: books, records }: Working): Sweep[] {
  if (ecash === undefined) return [];
  const weigh = async () => void (books && (await noteSolvency({ ...ecash, books, records })));
  return [
    { name: "finish e-cash", cron: "* * * * *", run: () => finishDueOps(ecash) },
    { name: "settle held e-cash", cron: "* * * * *", run: () => settleOffline(ecash) },
    { name: "look at tokens", cron: "*/5 * * * *", run: () => noteClaimed(ecash) },
    { name: "take back vouchers", cron: "*/5 * * * *", run: () => returnVouchers(ecash) },
    { name: "look at the mints", cron: "7 * * * *", run: () => lookAtMints(ecash) },
    { name: "check coins", cron: "*/10 * * * *", run: () => checkCoins(ecash) },
    { name: "weigh the mint", cron: "*/5 * * * *", run: weigh },
  ];
}

/** What a mint signs with now decides what is done with coins of what it signed with before. */
async function lookAtMints(ecash: Ecash): Promise<void> {
  await refreshMints(ecash);
  await renewCoins(ecash);
}
