import { Hono } from "hono";
import type { PayoutRule } from "../../../db/schema.ts";
import { isRefused, refusals } from "../../../domain/refusal.ts";
import type { RefusalReason } from "../../../domain/refusal.ts";
import type { Msat } from "../../../domain/money.ts";
import { findPlan, removePlan, setPlan } from "../../../payments/outgoing/plan/set-plan.ts";
import type { LastingDestination } from "../../../payments/outgoing/plan/set-plan.ts";
import type { Desk } from "../../../../ui/pages/desk/frame.ts";
import { RULES, planPage } from "../../../../ui/pages/desk/plan-page.ts";
import type { Plan, PlanForm } from "../../../../ui/pages/desk/plan-page.ts";
import type { Page } from "../../../../ui/page.ts";
import type { Hub, HubContext, HubEnv } from "../../context.ts";
import { actorOf } from "../../visit.ts";
import type { FormError } from "../field-errors.ts";
import { readForm } from "../form.ts";
import type { SentForm } from "../form.ts";
import { satsIn } from "../money/read-sending.ts";
import { pageOf } from "../page-of.ts";
import { showPrivate } from "../show.ts";
import type { AtDesk } from "./open-desk.ts";

/** Where a stall's money goes by itself. */
export function planRoutes(hub: Hub, at: AtDesk): Hono<HubEnv> {
  const routes = new Hono<HubEnv>();
  routes.get(
    "/money/plan",
    at.read((c, desk) => show(c, hub, desk)),
  );
  routes.post(
    "/money/plan",
    at.pay((c, desk) => save(c, hub, desk)),
  );
  routes.post(
    "/money/plan/remove",
    at.pay((c, desk) => remove(c, hub, desk)),
  );
  return routes;
}

type Tried = { form: PlanForm; errors: FormError[]; refused?: RefusalReason };

async function show(c: HubContext, hub: Hub, desk: Desk, tried?: Tried): Promise<Response> {
  const plan = await findPlan(hub.db, desk.stall.id);
  const said = (["saved", "removed"] as const).find((each) => each === c.req.query("said"));
  const shown = tried ?? { form: formOf(plan), errors: [] };
  const status = shown.refused === undefined ? 422 : refusals[shown.refused][0];
  return showPrivate(c, planPage(pageOf(c, hub), { desk, plan, ...shown, said }), tried === undefined ? 200 : status);
}

function formOf(plan: Plan | undefined): PlanForm {
  if (plan === undefined) return { destination: "", rule: "threshold", threshold: "" };
  const { destination, rule, threshold_msat } = plan;
  return { destination, rule, threshold: threshold_msat === null ? "" : (threshold_msat / 1_000n).toString() };
}

async function save(c: HubContext, hub: Hub, desk: Desk): Promise<Response> {
  const sent = await readForm(c);
  const form = { destination: sent.text("destination"), rule: sent.text("rule"), threshold: sent.text("threshold") };
  const wanted = readPlan(pageOf(c, hub), hub, form);
  if ("error" in wanted) return show(c, hub, desk, { form, errors: [wanted.error] });
  const plan = { stallId: desk.stall.id, ...wanted, revision: revisionIn(sent) };
  const set = await setPlan(hub, plan, actorOf(c, hub));
  if (isRefused(set)) return show(c, hub, desk, { form, errors: [], refused: set.reason });
  return c.redirect(`${desk.base}/money/plan?said=saved`, 303);
}

type Wanted = { destination: LastingDestination; rule: PayoutRule; thresholdMsat: Msat | undefined };

function readPlan({ t }: Page, { payee }: Hub, form: PlanForm): Wanted | { error: FormError } {
  const wrong = (name: string, message: string) => ({ error: { name, message } });
  // What stands in the form as it was understood before reads the same: an LNURL is kept as the address in it.
  const read = payee.read(form.destination) ?? payee.read(form.destination.replace(/^https?:/, "lnurlp:"));
  if (read === undefined) return wrong("destination", t("money.form.destination.wrong"));
  if (isRefused(read)) return wrong("destination", t(`errors.reason.${read.reason}`));
  const { kind, text } = read;
  if (kind === "bolt11") return wrong("destination", t("giving.plan.destination.once"));
  const rule = RULES.find((each) => each === form.rule) ?? "by-hand";
  const thresholdMsat = rule === "threshold" ? satsIn(form.threshold) : undefined;
  if (rule === "threshold" && thresholdMsat === undefined) return wrong("threshold", t("giving.plan.threshold.needed"));
  return { destination: { kind, text }, rule, thresholdMsat };
}

async function remove(c: HubContext, hub: Hub, desk: Desk): Promise<Response> {
  const which = { stallId: desk.stall.id, revision: revisionIn(await readForm(c)) };
  const removed = await removePlan(hub, which, actorOf(c, hub));
  if (!isRefused(removed)) return c.redirect(`${desk.base}/money/plan?said=removed`, 303);
  const form = formOf(await findPlan(hub.db, desk.stall.id));
  return show(c, hub, desk, { form, errors: [], refused: removed.reason });
}

function revisionIn(sent: SentForm): bigint {
  const text = sent.text("revision");
  return /^\d{1,15}$/.test(text) ? BigInt(text) : -1n;
}
