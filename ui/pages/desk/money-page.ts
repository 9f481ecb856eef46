import type { HubFee } from "../../../app/domain/hub-fee.ts";
import type { RefusalReason } from "../../../app/domain/refusal.ts";
import type { OutgoingSummary } from "../../../app/payments/outgoing/list-outgoing.ts";
import { Button } from "../../components/button.ts";
import { Card } from "../../components/card.ts";
import { Empty } from "../../components/empty.ts";
import { ErrorSummary } from "../../components/error-summary.ts";
import { Facts } from "../../components/facts.ts";
import { LinkButton } from "../../components/link-button.ts";
import { Money } from "../../components/money.ts";
import { Notice } from "../../components/notice.ts";
import { Pagination } from "../../components/pagination.ts";
import { Section } from "../../components/section.ts";
import { Stats } from "../../components/stat.ts";
import { html } from "../../html.ts";
import type { Html, Slot } from "../../html.ts";
import { usePage } from "../../page.ts";
import type { Page } from "../../page.ts";
import type { FormError } from "../labelled.ts";
import { OutgoingTable, isTakeable } from "../money/outgoing-table.ts";
import { ProveIt } from "../money/prove-it.ts";
import { CheckSending, SendingFields } from "../money/sending-form.ts";
import type { SendingForm, Understood } from "../money/sending-form.ts";
import { UnderWay, lookAgain } from "../money/under-way.ts";
import { feeWords } from "../statement/fee-words.ts";
import { deskPage } from "./frame.ts";
import type { Desk } from "./frame.ts";
import { AsToken } from "./token-payout-page.ts";
import { PlanFacts } from "./plan-page.ts";
import type { Plan } from "./plan-page.ts";

export interface DeskMoneyProps {
  desk: Desk;
  outgoing: readonly OutgoingSummary[];
  nextBefore: string | undefined;
  isFirstPage: boolean;
  balanceMsat: bigint;
  movingMsat: bigint;
  /** What the hub keeps of each order that is placed now. */
  hubFee: HubFee;
  /** Where the money goes by itself, if anywhere. */
  plan: Plan | undefined;
  /** Whether the hub's node sends anything by itself. */
  sends: boolean;
  /** Whether the hub has a mint whose tokens it can give. */
  givesTokens: boolean;
  form: SendingForm;
  errors: readonly FormError[];
  refused?: RefusalReason;
  said: "asked" | "taken-back" | undefined;
}

/** What the stall is owed, asking for it, and what became of that. */
export function deskMoneyPage(page: Page, props: DeskMoneyProps): string {
  const { t } = page;
  const { desk, said, refused, errors, outgoing } = props;
  const notice = said === undefined ? undefined : t(said === "asked" ? "money.payout.asked" : "money.list.taken-back");
  const warning = refused === undefined ? undefined : t(`errors.reason.${refused}`);
  const actions = () =>
    LinkButton({ href: `${desk.base}/statement`, label: t("ledger.statement.open"), icon: "receipt-text" });
  const frame = { desk, tab: "money", title: t("money.payout.title"), notice, warning, actions } as const;
  const fresh = { islands: ["live"], ...(said === undefined ? {} : lookAgain(outgoing)) } as const;
  return deskPage(page, { ...frame, ...fresh }, () => [
    ErrorSummary({ errors }),
    Stats({
      stats: [
        { label: t("money.payout.balance"), value: Money({ amountMsat: props.balanceMsat }) },
        { label: t("money.payout.moving"), value: Money({ amountMsat: props.movingMsat }) },
      ],
    }),
    Facts({ facts: [{ name: t("ledger.fee.desk"), value: feeWords(props.hubFee) }] }),
    desk.may.pay && Card({ title: t("money.payout.ask"), children: Ask(props) }),
    Card({ title: t("giving.plan.title"), children: ByItself(props) }),
    Section({ id: "payouts", title: t("money.payout.list"), children: List(props) }),
  ]);
}

function ByItself({ desk, plan }: DeskMoneyProps): Slot {
  const { t } = usePage();
  return [
    plan === undefined ? html`<p class="soft">${t("giving.plan.none")}</p>` : PlanFacts({ plan }),
    desk.may.pay &&
      html`<div class="row">
        ${LinkButton({ href: `${desk.base}/money/plan`, label: t("giving.plan.open"), icon: "clock" })}
      </div>`,
  ];
}

function Ask({ desk, form, errors, balanceMsat, sends, givesTokens }: DeskMoneyProps): Slot {
  const { t, viewer } = usePage();
  if (balanceMsat < 1_000n) return html`<p class="soft">${t("money.payout.nothing")}</p>`;
  if (!viewer.hasProved) return ProveIt({ wanted: `${desk.base}/money` });
  return [
    !sends && Notice({ tone: "info", text: t("money.payout.by-hand") }),
    SendingFields({
      action: `${desk.base}/money/payouts`,
      form,
      errors,
      hasAmount: true,
      amountHint: t("money.form.amount.all"),
    }),
    givesTokens && AsToken({ desk }),
  ];
}

function List(props: DeskMoneyProps): Slot {
  const { t, viewer } = usePage();
  const { desk, outgoing, isFirstPage, nextBefore } = props;
  if (outgoing.length === 0)
    return Empty({ icon: "wallet", title: t("money.payout.empty.title"), text: t("money.payout.empty.text") });
  const base = `${desk.base}/money`;
  const canTakeBack = desk.may.pay && viewer.hasProved && outgoing.some(isTakeable);
  return [
    UnderWay({
      outgoing,
      children: OutgoingTable({
        caption: t("money.payout.list"),
        outgoing,
        hrefOf: (each) => `${base}/payouts/${each.id}`,
        actions: canTakeBack
          ? (each) => TakeBack({ outgoing: each, action: `${base}/payouts/${each.id}/cancel` })
          : undefined,
      }),
    }),
    Pagination({
      order: "time",
      previousHref: isFirstPage ? undefined : base,
      nextHref: nextBefore === undefined ? undefined : `${base}?before=${nextBefore}`,
    }),
  ];
}

export function TakeBack({ outgoing, action }: { outgoing: OutgoingSummary; action: string }): Html | undefined {
  if (!isTakeable(outgoing)) return undefined;
  const { t, format } = usePage();
  const spoken = t("money.list.back.of", { amount: format.sats(outgoing.amountMsat, { isExact: true }) });
  return html`<form method="post" action=${action}>
    ${Button({ label: t("money.list.back"), kind: "danger", icon: "undo-2", spoken })}
  </form>`;
}

/** How a request was understood, before anything is written. */
export function checkPayoutPage(page: Page, { desk, understood }: { desk: Desk; understood: Understood }): string {
  const { t, format } = page;
  const base = `${desk.base}/money`;
  const back = { href: base, label: t("money.payout.title") };
  const label = t("money.payout.do", { amount: format.sats(understood.amountMsat, { isExact: true }) });
  return deskPage(page, { desk, tab: "money", title: t("money.check.title"), back }, () =>
    CheckSending({ action: `${base}/payouts`, back: base, label, understood }),
  );
}
