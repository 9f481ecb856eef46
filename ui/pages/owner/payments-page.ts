import type { PaymentRail } from "../../../app/db/schema.ts";
import type { PaymentSummary } from "../../../app/payments/list-payments.ts";
import { Empty } from "../../components/empty.ts";
import { LinkButton } from "../../components/link-button.ts";
import { Money } from "../../components/money.ts";
import { Pagination } from "../../components/pagination.ts";
import { State } from "../../components/state.ts";
import { Table } from "../../components/table.ts";
import { Tabs } from "../../components/tabs.ts";
import { html } from "../../html.ts";
import type { Html, Slot } from "../../html.ts";
import { usePage } from "../../page.ts";
import type { Page } from "../../page.ts";
import { Narrow, addressWith, sinceChoice } from "../money/narrow.ts";
import type { Since } from "../money/narrow.ts";
import { orderNumber } from "../order/number.ts";
import { ownerPage } from "./frame.ts";

export const RAILS = ["lightning", "ecash", "chain"] as const satisfies readonly PaymentRail[];

export interface PaymentsProps {
  payments: readonly PaymentSummary[];
  /** Whether only those are shown of which something has to go back. */
  isOwed: boolean;
  since: Since;
  rail: PaymentRail | undefined;
  nextBefore: string | undefined;
  isFirstPage: boolean;
}

const ALL_PAYMENTS = "/owner/payments";
export const OWED_PAYMENTS = `${ALL_PAYMENTS}?owed=1`;

/** Every payment that the node reported, whatever became of it. */
export function paymentsPage(page: Page, props: PaymentsProps): string {
  return ownerPage(
    page,
    { tab: "payments", title: page.t("owner.payments.title"), actions: Further },
    () =>
      html`<div class="stack">
        ${Filter(props)} ${Narrower(props)} ${props.payments.length === 0 ? Nothing(props) : Payments(props)} ${Pages(props)}
      </div>`,
  );
}

/** The ways to what the payments add up to, and to whether it is right. */
function Further(): Slot {
  const { t } = usePage();
  return html`<div class="row">
    ${LinkButton({ href: "/owner/statement", label: t("ledger.statement.open"), icon: "receipt-text" })}
    ${LinkButton({ href: "/owner/books", label: t("ledger.books.open"), icon: "shield-check" })}
    ${LinkButton({ href: "/owner/solvency", label: t("solvency.open"), icon: "shield-check" })}
  </div>`;
}

function Filter({ isOwed }: PaymentsProps): Html {
  const { t } = usePage();
  return Tabs({
    label: t("desk.orders.filter"),
    tabs: [
      { href: ALL_PAYMENTS, label: t("desk.orders.filter.all"), isHere: !isOwed },
      { href: OWED_PAYMENTS, label: t("owner.payments.filter.owed"), isHere: isOwed },
    ],
  });
}

function Narrower({ isOwed, since, rail }: PaymentsProps): Html {
  const { t } = usePage();
  const rails = [
    { value: "", label: t("giving.filter.all-rails") },
    ...RAILS.map((value) => ({ value, label: t(`order.rail.${value}`) })),
  ];
  const choices = [
    sinceChoice(since),
    { name: "rail", label: t("giving.filter.rail"), value: rail ?? "", options: rails },
  ];
  return Narrow({ action: ALL_PAYMENTS, kept: isOwed ? { owed: "1" } : {}, choices });
}

function Nothing({ isOwed }: PaymentsProps): Html {
  const { t } = usePage();
  if (isOwed)
    return Empty({
      icon: "check",
      title: t("owner.payments.none-owed.title"),
      text: t("owner.payments.none-owed.text"),
    });
  return Empty({ icon: "zap", title: t("owner.payments.empty.title"), text: t("owner.payments.empty.text") });
}

function Pages({ isOwed, since, rail, nextBefore, isFirstPage }: PaymentsProps): Slot {
  const kept = { owed: isOwed ? "1" : "", since, rail };
  return Pagination({
    order: "time",
    previousHref: isFirstPage ? undefined : addressWith(ALL_PAYMENTS, kept),
    nextHref: nextBefore === undefined ? undefined : addressWith(ALL_PAYMENTS, { ...kept, before: nextBefore }),
  });
}

function Payments({ payments }: PaymentsProps): Html {
  const { t, format } = usePage();
  return Table<PaymentSummary>({
    caption: t("owner.payments.title"),
    rows: payments,
    columns: [
      { label: t("owner.payments.seen"), isName: true, cell: (payment) => format.dateTime(payment.settledAtMs) },
      {
        label: t("owner.payments.order"),
        cell: (payment) =>
          html`<a class="target" href=${`/owner/orders/${payment.orderId}`}>${orderNumber(payment.orderId)}</a>`,
      },
      { label: t("owner.payments.rail"), cell: (payment) => t(`order.rail.${payment.rail}`) },
      { label: t("owner.payments.as"), cell: Kind },
      {
        label: t("owner.payments.refundable"),
        align: "end",
        cell: ({ refundableMsat }) =>
          refundableMsat === 0n ? "–" : Money({ amountMsat: refundableMsat, isExact: true }),
      },
      {
        label: t("owner.payments.amount"),
        align: "end",
        cell: ({ amountMsat }) => Money({ amountMsat, isExact: true }),
      },
    ],
  });
}

const kinds: Readonly<Record<string, "full" | "late" | "over" | "twice" | "under" | "ended" | "rate" | "sold-out">> = {
  exact: "full",
  overpaid: "over",
  late: "late",
  "paid-twice": "twice",
  underpaid: "under",
  "order-ended": "ended",
  "late-rate-moved": "rate",
  "late-sold-out": "sold-out",
};

function Kind({ reason, refundableMsat }: PaymentSummary): Html {
  const { t } = usePage();
  return State({
    label: t(`owner.payments.as.${kinds[reason] ?? "full"}`),
    tone: refundableMsat === 0n ? "good" : "warn",
  });
}
