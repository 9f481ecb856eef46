import type { BudgetUse, PeriodSpent } from "../../../app/payments/fee-budget/budget-use.ts";
import { Button } from "../../components/button.ts";
import { Card } from "../../components/card.ts";
import { Disclosure } from "../../components/disclosure.ts";
import { ErrorSummary } from "../../components/error-summary.ts";
import { Facts } from "../../components/facts.ts";
import { Field } from "../../components/field.ts";
import { Progress } from "../../components/progress.ts";
import { Table } from "../../components/table.ts";
import { html } from "../../html.ts";
import type { Html, Slot } from "../../html.ts";
import { usePage } from "../../page.ts";
import type { Page } from "../../page.ts";
import type { FormError } from "../labelled.ts";
import { ProveIt } from "../money/prove-it.ts";
import { errorAt } from "../money/sending-form.ts";
import { ownerPage } from "./frame.ts";
import { HubFeeCard } from "./hub-fee-card.ts";
import type { HubFeeProps } from "./hub-fee-card.ts";

/** The budgets that something is spent from yet. */
export const BUDGETS = ["payout", "refund"] as const;
export const PERIODS = ["day", "week", "month"] as const;

/** Fields by name, as typed. */
export type RulesForm = Map<string, string>;

export interface MoneyRulesProps {
  fees: HubFeeProps["fees"];
  uses: readonly BudgetUse[];
  form: RulesForm;
  errors: readonly FormError[];
  said: "saved" | "fee" | undefined;
}

const BASE = "/owner/money-rules";

/** Limits for payouts, and the fee budgets with what is left of them. */
export function moneyRulesPage(page: Page, props: MoneyRulesProps): string {
  const { t, viewer } = page;
  const frame = {
    tab: "money",
    title: t("money.rules.title"),
    lead: t("money.rules.lead"),
    back: { href: "/owner/outgoing", label: t("money.out.title") },
    notice: props.said === undefined ? undefined : t(props.said === "fee" ? "ledger.fee.saved" : "money.rules.saved"),
  } as const;
  const mayChange = viewer.may("money.rules") && viewer.hasProved;
  return ownerPage(page, frame, () => [
    ErrorSummary({ errors: props.errors }),
    viewer.may("money.rules") && !viewer.hasProved && ProveIt({ wanted: BASE }),
    HubFeeCard({ ...props, feeForm: props.form }, mayChange),
    mayChange
      ? html`<form class="stack" method="post" action=${BASE}>
          ${Card({ title: t("money.rules.limits"), children: Limits(props) })}
          ${props.uses.map((use) => Budget(use, props))}
          <div class="row">${Button({ label: t("money.rules.save"), kind: "primary", size: "large" })}</div>
        </form>`
      : html`<div class="stack">${props.uses.map((use) => Budget(use, undefined))}</div>`,
  ]);
}

function Sats(props: MoneyRulesProps, name: string, label: string, hint?: string): Html {
  return Field({
    kind: "text",
    name,
    label,
    hint,
    value: props.form.get(name) ?? "",
    inputMode: "numeric",
    maxLength: 16,
    autocomplete: "off",
    unit: "sat",
    isOptional: hint !== undefined,
    ...errorAt(props.errors, name),
  });
}

function Limits(props: MoneyRulesProps): Slot {
  const { t } = usePage();
  return [
    Sats(props, "approval", t("money.rules.approval"), t("money.rules.approval.hint")),
    Sats(props, "cap", t("money.rules.cap"), t("money.rules.cap.hint")),
    Field({
      kind: "text",
      name: "chain-fee",
      label: t("giving.rules.chain-fee"),
      hint: t("giving.rules.chain-fee.hint"),
      value: props.form.get("chain-fee") ?? "",
      inputMode: "numeric",
      maxLength: 5,
      autocomplete: "off",
      unit: "sat",
      ...errorAt(props.errors, "chain-fee"),
    }),
  ];
}

/** How much of a budget is used, how long it lasts, and where it can be changed. */
function Budget(use: BudgetUse, props: MoneyRulesProps | undefined): Html {
  const { t, format } = usePage();
  const { capMsat, spentMsat, heldMsat, leftMsat, lastsDays } = use;
  const sats = (amount: bigint) => format.sats(amount, { isExact: true });
  return Card({
    title: t(use.purpose === "refund" ? "money.rules.budget.refund" : "money.rules.budget.payout"),
    children: [
      Progress({
        label: t("money.rules.used"),
        done: Number(spentMsat + heldMsat),
        all: Math.max(1, Number(capMsat)),
        words: t("money.rules.used.words", { used: sats(spentMsat), all: sats(capMsat) }),
      }),
      Facts({
        facts: [
          { name: t("money.rules.used"), value: sats(spentMsat) },
          { name: t("money.rules.held"), value: sats(heldMsat) },
          { name: t("money.rules.left"), value: sats(leftMsat), isTotal: true },
        ],
      }),
      html`<p class="soft">
        ${lastsDays === undefined ? t("money.rules.idle") : t("money.rules.lasts", { count: Number(lastsDays) })}
      </p>`,
      props !== undefined && BudgetFields(use, props),
      Disclosure({ summary: t("money.rules.history"), children: History(use) }),
    ],
  });
}

function BudgetFields({ purpose }: BudgetUse, props: MoneyRulesProps): Slot {
  const { t } = usePage();
  const share = `${purpose}-share`;
  return [
    Sats(props, `${purpose}-budget`, t("money.rules.budget")),
    Field({
      kind: "radio",
      name: `${purpose}-period`,
      label: t("money.rules.period"),
      options: PERIODS.map((value) => ({ value, label: t(`money.rules.period.${value}`) })),
      value: props.form.get(`${purpose}-period`) ?? "month",
      isRow: true,
    }),
    Field({
      kind: "text",
      name: share,
      label: t("money.rules.share"),
      value: props.form.get(share) ?? "",
      inputMode: "decimal",
      maxLength: 8,
      autocomplete: "off",
      unit: "%",
      ...errorAt(props.errors, share),
    }),
  ];
}

function History({ history }: BudgetUse): Html {
  const { t, format } = usePage();
  return Table<PeriodSpent>({
    caption: t("money.rules.history"),
    rows: history,
    columns: [
      { label: t("money.rules.since"), isName: true, cell: ({ sinceMs }) => format.date(sinceMs) },
      {
        label: t("money.rules.fees"),
        align: "end",
        cell: ({ spentMsat }) => format.sats(spentMsat, { isExact: true }),
      },
    ],
  });
}
