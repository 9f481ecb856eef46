import { Hono } from "hono";
import type { Currency } from "../../../domain/price.ts";
import { Misconfigured, NotApplied, OutcomeUnknown } from "../../../domain/outcome.ts";
import { listMints } from "../../../ecash/list-mints.ts";
import { countBlocked } from "../../../ecash/list-ops.ts";
import { countWaiting } from "../../../orders/list-orders.ts";
import { balances } from "../../../payments/balances.ts";
import { countOwed } from "../../../payments/list-payments.ts";
import { listTakenBack } from "../../../payments/list-taken-back.ts";
import { countStuck } from "../../../payments/outgoing/list-outgoing.ts";
import { countFindings } from "../../../payments/reconcile/list-findings.ts";
import { readShortage, waitingMsat } from "../../../payments/receivability/read-shortage.ts";
import { sendingHalt } from "../../../payments/sending-halt.ts";
import { currentRates } from "../../../rates/current-rates.ts";
import { pricedCurrencies } from "../../../rates/priced-currencies.ts";
import type { NodeState } from "../../../../ui/pages/owner/node-card.ts";
import { overviewPage } from "../../../../ui/pages/owner/overview-page.ts";
import type { OverviewProps } from "../../../../ui/pages/owner/overview-page.ts";
import type { ShownRate, TriedRate } from "../../../../ui/pages/owner/rates-card.ts";
import type { Hub, HubContext, HubEnv } from "../../context.ts";
import { requires } from "../../middleware/requires.ts";
import { pageOf } from "../page-of.ts";
import { showPrivate } from "../show.ts";

/** Whether everything is all right. */
export function overviewRoutes(hub: Hub): Hono<HubEnv> {
  const routes = new Hono<HubEnv>();
  routes.get("/", requires("hub.read"), (c) => showOverview(c, hub));
  return routes;
}

export async function showOverview(c: HubContext, hub: Hub, tried?: TriedRate): Promise<Response> {
  const page = pageOf(c, hub);
  const text = overviewPage(page, {
    halt: await sendingHalt(hub.db),
    node: await askNode(hub),
    receiving: await receivingOf(hub),
    money: await moneyOf(hub),
    takenBack: await listTakenBack(hub.db),
    findings: await countFindings(hub.db),
    ecash: { mints: await listMints(hub.db), blocked: await countBlocked(hub.db) },
    rates: await shownRates(hub),
    tried,
    waiting: await countWaiting(hub.db, undefined),
    notice: tried === undefined ? noticeOf(c, page.t) : undefined,
  });
  return showPrivate(c, text, tried === undefined ? 200 : 422);
}

/** A node that is down is a thing to show here, not a reason to show nothing. */
async function askNode({ node, log }: Hub): Promise<NodeState> {
  try {
    return { kind: "here", info: await node.info() };
  } catch (error) {
    if (error instanceof Misconfigured) return { kind: "locked-out" };
    if (!(error instanceof NotApplied || error instanceof OutcomeUnknown)) throw error;
    log.warn({ err: error }, "the node does not answer the owner's page");
    return { kind: "away" };
  }
}

async function receivingOf({ db, receivable, clock }: Hub): Promise<OverviewProps["receiving"]> {
  return {
    receivable: await receivable?.(),
    waitingMsat: await waitingMsat(db, clock()),
    shortage: await readShortage(db),
  };
}

async function moneyOf({ db }: Hub): Promise<OverviewProps["money"]> {
  const sums = await balances(db);
  const sum = [...sums.values()].reduce((total, each) => total + each, 0n);
  return {
    nodeMsat: sums.get("asset:lightning") ?? 0n,
    // What is owed is booked as negative.
    sellersMsat: -(sums.get("liability:seller") ?? 0n),
    refundableMsat: -(sums.get("liability:refundable") ?? 0n),
    owedOrders: await countOwed(db),
    stuckOnChain: await countStuck(db),
    isBalanced: sum === 0n,
  };
}

/** Rates in use, and those that are missing although something is priced in them. */
async function shownRates({ db, clock }: Hub): Promise<ShownRate[]> {
  const rates = await currentRates(db, clock());
  const currencies = new Set<Currency>([...(await pricedCurrencies(db)), ...rates.keys()]);
  return [...currencies].toSorted().map((currency) => ({ currency, rate: rates.get(currency) }));
}

function noticeOf(c: HubContext, t: ReturnType<typeof pageOf>["t"]): string | undefined {
  const currency = c.req.query("currency") ?? "";
  if (!/^[A-Z]{3}$/.test(currency)) return undefined;
  if (c.req.query("said") === "fixed") return t("owner.rates.fixed.done", { currency });
  return c.req.query("said") === "released" ? t("owner.rates.released.done", { currency }) : undefined;
}
