import type { PayoutPlanTable, PayoutRule } from "../../../app/db/schema.ts";
import type { RefusalReason } from "../../../app/domain/refusal.ts";
import { Button } from "../../components/button.ts";
import { Card } from "../../components/card.ts";
import { ErrorSummary } from "../../components/error-summary.ts";
import { Facts } from "../../components/facts.ts";
import { Field } from "../../components/field.ts";
import { LinkButton } from "../../components/link-button.ts";
import { Notice } from "../../components/notice.ts";
import { html } from "../../html.ts";
import type { Html, Slot } from "../../html.ts";
import { usePage } from "../../page.ts";
import type { Page } from "../../page.ts";
import type { FormError } from "../labelled.ts";
import { ProveIt } from "../money/prove-it.ts";
import { errorAt } from "../money/sending-form.ts";
import { deskPage } from "./frame.ts";
import type { Desk } from "./frame.ts";

export const RULES = ["threshold", "weekly", "monthly", "by-hand"] as const satisfies readonly PayoutRule[];

/** As typed. */
export interface PlanForm {
  destination: string;
  rule: string;
  threshold: string;
}

export type Plan = Readonly<PayoutPlanTable>;

export interface PlanProps {
  desk: Desk;
  plan: Plan | undefined;
  form: PlanForm;
  errors: readonly FormError[];
  refused?: RefusalReason;
  said: "saved" | "removed" | undefined;
}

/** Where a stall's money goes by itself, and when. */
export function planPage(page: Page, props: PlanProps): string {
  const { t, viewer } = page;
  const { desk, plan, said, refused, errors } = props;
  const back = { href: `${desk.base}/money`, label: t("money.payout.title") };
  const notice = said === undefined ? undefined : t(said === "saved" ? "giving.plan.saved" : "giving.plan.removed");
  const warning = refused === undefined ? undefined : t(`errors.reason.${refused}`);
  const frame = { desk, tab: "money", title: t("giving.plan.title"), lead: t("giving.plan.lead"), back } as const;
  return deskPage(page, { ...frame, notice, warning }, () => [
    ErrorSummary({ errors }),
    plan !== undefined && Card({ title: t("giving.plan.where"), children: PlanFacts({ plan }) }),
    desk.may.pay && (viewer.hasProved ? Edit(props) : ProveIt({ wanted: `${desk.base}/money/plan` })),
  ]);
}

/** What holds now, where it goes, and why nothing was sent. */
export function PlanFacts({ plan }: { plan: Plan }): Slot {
  const { t, format, nowMs } = usePage();
  const when = t(`giving.plan.${plan.rule}`);
  const amount = plan.threshold_msat === null ? "" : ` · ${format.sats(plan.threshold_msat, { isExact: true })}`;
  return [
    Facts({
      facts: [
        { name: t("giving.plan.where"), value: html`<span class="typed">${plan.destination}</span>` },
        { name: t("money.check.kind"), value: t(`money.to.${plan.destination_kind}`) },
        { name: t("giving.plan.when"), value: `${when}${amount}` },
      ],
    }),
    plan.holds_until_ms > BigInt(nowMs) &&
      Notice({ tone: "info", text: t("giving.plan.holds", { time: format.dateTime(plan.holds_until_ms) }) }),
    plan.reason !== "" &&
      Notice({
        tone: "warn",
        text: t("giving.plan.trouble", { reason: t(`errors.reason.${troubleOf(plan.reason)}`) }),
      }),
  ];
}

const TROUBLES = ["daily-cap-reached", "on-hold", "below-dust", "balance-too-low"] as const;

/** Anything else is about whoever set it: they may not ask any more. */
function troubleOf(reason: string): (typeof TROUBLES)[number] | "unknown-person" {
  return TROUBLES.find((each) => each === reason) ?? "unknown-person";
}

function Edit({ desk, plan, form, errors }: PlanProps): Html {
  const { t } = usePage();
  const at = `${desk.base}/money/plan`;
  const revision = html`<input type="hidden" name="revision" value=${(plan?.revision ?? 0n).toString()} />`;
  return html`<div class="stack">
    <form class="form" method="post" action=${at}>
      <p class="soft">${t("giving.plan.hold.why")}</p>
      ${revision}
      ${Field({ kind: "textarea", name: "destination", label: t("money.form.destination"), hint: t("giving.plan.destination.hint"), value: form.destination, rows: 2, maxLength: 2_000, autocomplete: "off", ...errorAt(errors, "destination") })}
      ${Field({ kind: "radio", name: "rule", label: t("giving.plan.when"), options: RULES.map((value) => ({ value, label: t(`giving.plan.${value}`) })), value: form.rule })}
      ${Field({ kind: "text", name: "threshold", label: t("giving.plan.threshold.amount"), value: form.threshold, inputMode: "numeric", maxLength: 16, autocomplete: "off", unit: "sat", isOptional: true, ...errorAt(errors, "threshold") })}
      <div class="row">
        ${Button({ label: t("giving.plan.save"), kind: "primary", size: "large" })}
        ${LinkButton({ href: `${desk.base}/money`, label: t("money.payout.title"), kind: "quiet" })}
      </div>
    </form>
    ${
      plan !== undefined &&
      html`<form method="post" action=${`${at}/remove`}>
        ${revision} ${Button({ label: t("giving.plan.stop"), kind: "danger", icon: "trash-2" })}
      </form>`
    }
  </div>`;
}
