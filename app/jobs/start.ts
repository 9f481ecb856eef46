import type { Failures } from "../accounts/failures.ts";
import { forgetSessions } from "../accounts/forget-sessions.ts";
import { forgetQuestions } from "../accounts/keys/forget-questions.ts";
import { recordCountedFailures } from "../accounts/record-failure.ts";
import type { Writing } from "../accounts/mail/letter.ts";
import { forgetRequests } from "../accounts/mail/forget-requests.ts";
import { LETTER_JOB } from "../accounts/mail/open-request.ts";
import { sendNotice } from "../accounts/mail/send-notice.ts";
import { sendRequest } from "../accounts/mail/send-request.ts";
import type { Chatting } from "../accounts/telegram/chat-words.ts";
import { QUESTION_JOB } from "../accounts/telegram/queue-question.ts";
import { sendChatNotice } from "../accounts/telegram/send-chat-notice.ts";
import { sendQuestion } from "../accounts/telegram/send-question.ts";
import { NOTIFY_JOB } from "../accounts/notify.ts";
import type { Db } from "../db/database.ts";
import type { Random } from "../domain/ids.ts";
import type { Ecash } from "../ecash/ecash.ts";
import { checkCoins } from "../ecash/check-coins.ts";
import { finishDueOps } from "../ecash/finish-due-ops.ts";
import { freeOverLightning } from "../ecash/free-over-lightning.ts";
import { tokenMaker } from "../ecash/make-token.ts";
import { noteClaimed } from "../ecash/note-claimed.ts";
import { settleOffline } from "../ecash/settle-offline.ts";
import { noteSolvency } from "../ecash/note-solvency.ts";
import { refreshMints } from "../ecash/refresh-mints.ts";
import { returnVouchers } from "../ecash/vouchers/return-vouchers.ts";
import { renewCoins } from "../ecash/renew-coins.ts";
import { isRefused } from "../domain/refusal.ts";
import { SECOND_MS } from "../domain/time.ts";
import type { Clock } from "../domain/time.ts";
import type { ChainSender, ChainWallet } from "../gateways/chain/port.ts";
import type {
  LightningCanceller,
  LightningPayer,
  LightningReceiver,
  LightningRecords,
} from "../gateways/lightning/port.ts";
import type { MintBooks } from "../gateways/mint/port.ts";
import type { Payee } from "../gateways/payee/port.ts";
import type { RateSource } from "../gateways/rates/port.ts";
import type { SafeFetch } from "../gateways/web/port.ts";
import { closeQuiet } from "../orders/close.ts";
import { expireDue } from "../orders/expire.ts";
import { eraseLeftDeliveries } from "../orders/erase-left-deliveries.ts";
import type { RateLookup } from "../orders/price-lines.ts";
import { askForRest } from "../payments/ask-for-rest.ts";
import { ASK_FOR_REST_JOB } from "../payments/ask-for-rest-later.ts";
import { finishAddresses } from "../payments/finish-addresses.ts";
import { finishInvoices } from "../payments/finish-invoices.ts";
import { OPEN_ADDRESS_JOB, openAddress } from "../payments/open-address.ts";
import { askByPlans } from "../payments/outgoing/plan/ask-by-plan.ts";
import { sendDue } from "../payments/outgoing/send-due.ts";
import { send } from "../payments/outgoing/send.ts";
import { forgetWithdrawals } from "../payments/outgoing/withdraw/forget-withdrawals.ts";
import { SEND_JOB } from "../payments/outgoing/write-outgoing.ts";
import { RECONCILE_JOB, reconcileBooks } from "../payments/reconcile/reconcile-books.ts";
import { noteShortage } from "../payments/receivability/note-shortage.ts";
import type { ReceivableReader } from "../payments/receivability/read-receivable.ts";
import { reconcileChain } from "../payments/reconcile-chain.ts";
import { REQUEST_INVOICE_JOB, requestInvoice } from "../payments/request-invoice.ts";
import { sweepInvoices } from "../payments/sweep-invoices.ts";
import { ENOUGH_SOURCES, observeRates } from "../rates/observe-rates.ts";
import { pricedCurrencies } from "../rates/priced-currencies.ts";
import { forgetWebhooks } from "../webhooks/forget-webhooks.ts";
import { forgetDeliveries } from "../webhooks/outgoing/forget-deliveries.ts";
import type { JobLog, Payload } from "./perform.ts";
import { prune } from "./prune.ts";
import { startSchedule } from "./schedule.ts";
import type { Sweep } from "./schedule.ts";
import { startWebhookSender } from "./webhook-sender.ts";
import { startWorker } from "./worker.ts";

export type Working = Writing &
  Chatting & {
    db: Db;
    node: LightningReceiver;
    /** Tells what can arrive over Lightning. */
    receivable?: ReceivableReader | undefined;
    /** What the node remembers, to compare the books with. */
    records: LightningRecords;
    chain: ChainWallet | undefined;
    payer: LightningPayer | undefined;
    ecash?: Ecash | undefined;
    /** Of the hub's own mint; without them nothing is kept for whoever has its e-cash. */
    mintOperator?: MintBooks | undefined;
    canceller: LightningCanceller | undefined;
    sender?: ChainSender | undefined;
    payee: Payee;
    /** The way to sellers' programs. */
    fetchWebhook: SafeFetch;
    clock: Clock;
    random: Random;
    rateOf: RateLookup;
    secretKey: string;
    log: JobLog;
    rateSources: readonly RateSource[];
    failures: Failures;
  };

export type Jobs = { stop(): Promise<void> };

const LEASE_MS = 60_000;
const POLL_MS = 2_000;
const DRAIN_MS = 10_000;

/** Starts everything that happens by itself: queued jobs and the sweeps over rows that have become due. */
export function startJobs(deps: Working): Jobs {
  const worker = startWorker({ ...deps, handlers: handlersOf(deps), leaseMs: LEASE_MS, pollMs: POLL_MS });
  const webhooks = startWebhookSender({ ...deps, pollMs: POLL_MS });
  const schedule = startSchedule(sweepsOf(deps), deps.clock, deps.log);
  return {
    stop: async () => {
      await schedule.stop();
      await Promise.all([worker.drain(DRAIN_MS), webhooks.drain(DRAIN_MS)]);
    },
  };
}

/** Looks up what the listed products are priced in and writes down today's rates. */
export async function observe({ db, rateSources, clock, log }: Working): Promise<void> {
  const atLeast = Math.min(ENOUGH_SOURCES, rateSources.length);
  const observed = await observeRates(db, rateSources, await pricedCurrencies(db), clock(), atLeast);
  if (observed.undecided.length > 0)
    log.warn({ undecided: observed.undecided, silent: observed.silent }, "too few rate sources agree");
}

export function handlersOf(deps: Working) {
  return {
    [LETTER_JOB]: ({ payload }: Asked) => sendRequest(deps, named(payload, "requestId")),
    [QUESTION_JOB]: ({ payload }: Asked) => sendQuestion(deps, named(payload, "requestId")),
    [NOTIFY_JOB]: async ({ payload }: Asked) => {
      const noticeId = named(payload, "noticeId");
      // Each looks only at what goes by its own channel.
      await sendNotice(deps, noticeId);
      await sendChatNotice(deps, noticeId);
    },
    [SEND_JOB]: async ({ payload }: Asked) => {
      const { payer } = deps;
      if (payer !== undefined) await send({ ...deps, payer, ...ecashPartOf(deps) }, named(payload, "outgoingId"));
    },
    [RECONCILE_JOB]: async () => void (await reconcileBooks(deps, "thorough")),
    [REQUEST_INVOICE_JOB]: async ({ payload }: Asked) => {
      const invoiced = await requestInvoice(deps, named(payload, "chargeId"));
      if (invoiced.kind === "refused" && invoiced.reason === "node-unavailable")
        throw new Error("the node does not answer");
    },
    [ASK_FOR_REST_JOB]: async ({ payload }: Asked) => {
      if (!(await askForRest(deps, named(payload, "chargeId")))) throw new Error("the node does not answer");
    },
    [OPEN_ADDRESS_JOB]: async ({ payload }: Asked) => {
      const { chain } = deps;
      if (chain === undefined) return;
      const addressed = await openAddress({ ...deps, chain }, named(payload, "chargeId"));
      if (isRefused(addressed) && addressed.reason === "node-unavailable") throw new Error("the node does not answer");
    },
  };
}

type Asked = { payload: Payload };

function named(payload: Payload, what: string): string {
  const id = payload[what];
  if (id === undefined) throw new Error(`the job has no ${what}`);
  return id;
}

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

/** How money leaves as e-cash, and what is kept back for whoever has some. */
function ecashPartOf({
  ecash,
  mintOperator: books,
  db,
  records,
}: Pick<Working, "ecash" | "mintOperator" | "db" | "records">) {
  if (ecash === undefined) return {};
  const freeMsat = books && freeOverLightning({ db, books, records });
  return { makeToken: tokenMaker(ecash), freeMsat };
}

function ecashSweepsOf({ ecash, mintOperator: books, records }: Working): Sweep[] {
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

function chainSweepsOf({ chain, ...deps }: Working): Sweep[] {
  if (chain === undefined) return [];
  return [
    { name: "finish addresses", cron: "* * * * *", run: async () => void (await finishAddresses({ ...deps, chain })) },
    // The wallet rings for everything; this finds what it failed to ring for.
    { name: "look at the chain", cron: "*/10 * * * *", run: () => reconcileChain({ ...deps, chain }) },
    { name: "look at all of the chain", cron: "41 4 * * *", run: () => reconcileChain({ ...deps, chain }, "thorough") },
  ];
}

const KEY_LIFETIME_MS = 24n * 3_600n * SECOND_MS;

/** A key protects a repeated request for a day, as clients expect; afterwards it may be used anew. */
async function forgetKeys({ db, clock }: Working): Promise<void> {
  await db
    .deleteFrom("idempotency")
    .where("created_at_ms", "<", clock() - KEY_LIFETIME_MS)
    .execute();
}
