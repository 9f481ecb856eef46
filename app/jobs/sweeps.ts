import { forgetSessions } from "../accounts/forget-sessions.ts";
import { forgetQuestions } from "../accounts/keys/forget-questions.ts";
import { forgetRequests } from "../accounts/mail/forget-requests.ts";
import { recordCountedFailures } from "../accounts/record-failure.ts";
import { closeQuiet } from "../orders/close.ts";
import { eraseLeftDeliveries } from "../orders/erase-left-deliveries.ts";
import { expireDue } from "../orders/expire.ts";
import { finishAddresses } from "../payments/finish-addresses.ts";
import { finishInvoices } from "../payments/finish-invoices.ts";
import { askByPlans } from "../payments/outgoing/plan/ask-by-plan.ts";
import { sendDue } from "../payments/outgoing/send-due.ts";
import { forgetWithdrawals } from "../payments/outgoing/withdraw/forget-withdrawals.ts";
import { noteShortage } from "../payments/receivability/note-shortage.ts";
import { reconcileChain } from "../payments/reconcile-chain.ts";
import { reconcileBooks } from "../payments/reconcile/reconcile-books.ts";
import { sweepInvoices } from "../payments/sweep-invoices.ts";
import { forgetWebhooks } from "../webhooks/forget-webhooks.ts";
import { forgetDeliveries } from "../webhooks/outgoing/forget-deliveries.ts";
import { ecashPartOf } from "./ecash-part.ts";
import { ecashSweepsOf } from "./ecash-sweeps.ts";
import { forgetKeys } from "./forget-keys.ts";
import { observe } from "./observe.ts";
import { prune } from "./prune.ts";
import type { Sweep } from "./schedule.ts";
import type { Working } from "./working.ts";

/** What is looked at by the clock. */
export function sweepsOf(deps: Working): Sweep[] {
  return [
    { name: "observe rates", cron: "* * * * *", run: () => observe(deps) },
    { name: "expire orders", cron: "* * * * *", run: async () => void (await expireDue(deps, deps.node)) },
    { name: "finish invoices", cron: "* * * * *", run: async () => void (await finishInvoices(deps)) },
    // The stream of settlements brings payments at once; this finds what a node failed to report.
    { name: "check open invoices", cron: "*/10 * * * *", run: async () => void (await sweepInvoices(deps, deps.node)) },
    ...chainSweepsOf(deps),
    ...sendingSweepsOf(deps),
    ...ecashSweepsOf(deps),
    { name: "ask for payouts", cron: "*/5 * * * *", run: async () => void (await askByPlans(deps)) },
    { name: "compare the books", cron: "19 * * * *", run: async () => void (await reconcileBooks(deps, "recent")) },
    { name: "compare all", cron: "51 4 * * *", run: async () => void (await reconcileBooks(deps, "thorough")) },
    { name: "look at what can arrive", cron: "* * * * *", run: () => lookAtReceivable(deps) },
    { name: "close quiet orders", cron: "17 * * * *", run: async () => void (await closeQuiet(deps)) },
    { name: "erase deliveries", cron: "47 * * * *", run: async () => void (await eraseLeftDeliveries(deps)) },
    { name: "record failed tries", cron: "* * * * *", run: () => recordCountedFailures(deps) },
    { name: "forget requests", cron: "11 * * * *", run: () => forgetRequests(deps.db, deps.clock()) },
    { name: "forget sessions", cron: "9 * * * *", run: () => forgetSessions(deps.db, deps.clock()) },
    { name: "forget questions", cron: "13 * * * *", run: () => forgetQuestions(deps.db, deps.clock()) },
    { name: "forget finished jobs", cron: "23 3 * * *", run: async () => void (await prune(deps.db, deps.clock())) },
    { name: "forget webhooks", cron: "31 3 * * *", run: async () => void (await forgetWebhooks(deps)) },
    { name: "forget deliveries", cron: "37 3 * * *", run: async () => void (await forgetDeliveries(deps)) },
    { name: "forget withdrawals", cron: "43 3 * * *", run: () => forgetWithdrawals(deps) },
    { name: "forget idempotency keys", cron: "29 3 * * *", run: () => forgetKeys(deps) },
  ];
}

async function lookAtReceivable({ receivable, ...deps }: Working): Promise<void> {
  if (receivable !== undefined) await noteShortage(deps, await receivable());
}

/** Each payment that is due or was left on its way is looked at every minute, until it has arrived or is given up. */
function sendingSweepsOf({ payer, ...deps }: Working): Sweep[] {
  if (payer === undefined) return [];
  return [
    {
      name: "send money",
      cron: "* * * * *",
      run: async () => void (await sendDue({ ...deps, payer, ...ecashPartOf(deps) })),
    },
  ];
}

function chainSweepsOf({ chain, ...deps }: Working): Sweep[] {
  if (chain === undefined) return [];
  return [
    { name: "finish addresses", cron: "* * * * *", run: async () => void (await finishAddresses({ ...deps, chain })) },
    // The wallet rings for everything; this finds what it failed to ring for.
    { name: "look at the chain", cron: "*/10 * * * *", run: () => reconcileChain({ ...deps, chain }) },
    { name: "look at all of the chain", cron: "41 4 * * *", run: () => reconcileChain({ ...deps, chain }, "thorough") },
  ];
}
