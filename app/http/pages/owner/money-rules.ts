import { Hono } from "hono";
import type { FeePeriod } from "../../../domain/fee-period.ts";
import { NO_HUB_FEE } from "../../../domain/hub-fee.ts";
import { msatFromSat } from "../../../domain/money.ts";
import { budgetUse } from "../../../payments/fee-budget/budget-use.ts";
import type { FeeBudget } from "../../../payments/fee-budget/budget-of.ts";
import { listHubFees } from "../../../payments/hub-fee/list-hub-fees.ts";
import { setHubFee } from "../../../payments/hub-fee/set-hub-fee.ts";
import { payoutRules } from "../../../payments/outgoing/approval-rules.ts";
import { mostSatPerVbyte } from "../../../payments/outgoing/chain-fee-rule.ts";
import { changeMoneyRules } from "../../../payments/outgoing/change-rules.ts";
import { BUDGETS, PERIODS, moneyRulesPage } from "../../../../ui/pages/owner/money-rules-page.ts";
import type { RulesForm } from "../../../../ui/pages/owner/money-rules-page.ts";
import type { Hub, HubContext, HubEnv } from "../../context.ts";
import { requires } from "../../middleware/requires.ts";
import { actorOf } from "../../visit.ts";
import { percentFrom, ppmFrom } from "../desk/percent.ts";
import type { FormError } from "../field-errors.ts";
import { readForm } from "../form.ts";
import type { SentForm } from "../form.ts";
import { pageOf } from "../page-of.ts";
import { showPrivate } from "../show.ts";

/** What may leave without a second yes, and what getting it there may cost. */
export function moneyRulesRoutes(hub: Hub): Hono<HubEnv> {
  const routes = new Hono<HubEnv>();
  routes.get("/money-rules", requires("hub.read"), (c) => showRules(c, hub));
  routes.post("/money-rules", requires("money.rules"), (c) => change(c, hub));
  routes.post("/money-rules/fee", requires("money.rules"), (c) => changeFee(c, hub));
  return routes;
}

const SAID = ["saved", "fee"] as const;
const FEES_SHOWN = 50;

type Tried = { form: RulesForm; errors: FormError[] };

async function showRules(c: HubContext, hub: Hub, tried?: Tried): Promise<Response> {
  const uses = await Promise.all(BUDGETS.map((purpose) => budgetUse(hub.db, purpose, hub.clock())));
  const rules = await payoutRules(hub.db);
  const fees = await listHubFees(hub.db, FEES_SHOWN);
  const { ppm, leastMsat } = fees[0] ?? NO_HUB_FEE;
  const form: RulesForm = new Map([
    ["fee-share", percentFrom(Number(ppm))],
    ["fee-least", satsOf(leastMsat)],
    ["approval", satsOf(rules.approvalOverMsat)],
    ["cap", satsOf(rules.dailyCapMsat)],
    ["chain-fee", (await mostSatPerVbyte(hub.db)).toString()],
  ]);
  for (const { purpose, period, capMsat, capPpm } of uses)
    form
      .set(`${purpose}-period`, period)
      .set(`${purpose}-budget`, satsOf(capMsat))
      .set(`${purpose}-share`, percentFrom(Number(capPpm)));
  const text = moneyRulesPage(pageOf(c, hub), {
    fees,
    uses,
    // Of the two forms on the page only one was sent; the other one is as it stands.
    form: new Map([...form, ...(tried?.form ?? [])]),
    errors: tried?.errors ?? [],
    said: tried === undefined ? SAID.find((each) => each === c.req.query("said")) : undefined,
  });
  return showPrivate(c, text, tried === undefined ? 200 : 422);
}

function satsOf(amountMsat: bigint | undefined): string {
  return amountMsat === undefined ? "" : (amountMsat / 1_000n).toString();
}

async function change(c: HubContext, hub: Hub): Promise<Response> {
  const { t } = pageOf(c, hub);
  const sent = await readForm(c);
  const errors: FormError[] = [];
  const sats = (name: string, mayBeEmpty: boolean): bigint | undefined => {
    const digits = sent.text(name).replaceAll(/[\s,_]/g, "");
    if (digits === "" && mayBeEmpty) return undefined;
    if (/^\d{1,13}$/.test(digits)) return msatFromSat(BigInt(digits));
    errors.push({ name, message: t("money.form.amount.wrong") });
    return undefined;
  };
  const rules = { approvalOverMsat: sats("approval", true), dailyCapMsat: sats("cap", true) };
  const chainFee = sent.text("chain-fee").trim();
  if (!/^(?:[1-9]\d{0,3}|10000)$/.test(chainFee))
    errors.push({ name: "chain-fee", message: t("giving.rules.chain-fee.wrong") });
  const budgets = BUDGETS.map((purpose): FeeBudget => {
    const ppm = ppmFrom(sent.text(`${purpose}-share`).trim());
    if (ppm === undefined) errors.push({ name: `${purpose}-share`, message: t("money.rules.percent") });
    const capMsat = sats(`${purpose}-budget`, false) ?? 0n;
    return { purpose, period: periodIn(sent, purpose), capMsat, capPpm: BigInt(ppm ?? 0) };
  });
  if (errors.length > 0) return showRules(c, hub, { form: typedIn(sent), errors });
  await changeMoneyRules(hub, { rules, budgets, satPerVbyte: BigInt(chainFee) }, actorOf(c, hub));
  return c.redirect("/owner/money-rules?said=saved", 303);
}

async function changeFee(c: HubContext, hub: Hub): Promise<Response> {
  const { t } = pageOf(c, hub);
  const sent = await readForm(c);
  const ppm = ppmFrom(sent.text("fee-share").trim());
  const least = sent.text("fee-least").replaceAll(/[\s,_]/g, "");
  const isSats = /^\d{1,13}$/.test(least);
  const errors: FormError[] = [];
  if (ppm === undefined) errors.push({ name: "fee-share", message: t("money.rules.percent") });
  if (!isSats) errors.push({ name: "fee-least", message: t("money.form.amount.wrong") });
  if (ppm === undefined || !isSats) return showRules(c, hub, { form: typedIn(sent), errors });
  await setHubFee(hub, { ppm: BigInt(ppm), leastMsat: msatFromSat(BigInt(least)) }, actorOf(c, hub));
  return c.redirect("/owner/money-rules?said=fee", 303);
}

function periodIn(sent: SentForm, purpose: string): FeePeriod {
  return PERIODS.find((each) => each === sent.text(`${purpose}-period`)) ?? "month";
}

function typedIn(sent: SentForm): RulesForm {
  return new Map(sent.starting(""));
}
