import type { RefusalReason } from "../../../app/domain/refusal.ts";
import type { Order } from "../../../app/orders/find-order.ts";
import type { RefundAmount, RefundWorth, Returnable } from "../../../app/payments/outgoing/refund-amount.ts";
import type { OutgoingSummary } from "../../../app/payments/outgoing/list-outgoing.ts";
import { Button } from "../../components/button.ts";
import { Card } from "../../components/card.ts";
import { ErrorSummary } from "../../components/error-summary.ts";
import { Field } from "../../components/field.ts";
import { Money } from "../../components/money.ts";
import { Notice } from "../../components/notice.ts";
import { Section } from "../../components/section.ts";
import { Stats } from "../../components/stat.ts";
import { html } from "../../html.ts";
import type { Html, Slot } from "../../html.ts";
import { usePage } from "../../page.ts";
import type { Page } from "../../page.ts";
import type { FormError } from "../labelled.ts";
import { OutgoingTable } from "../money/outgoing-table.ts";
import { ProveIt } from "../money/prove-it.ts";
import { CheckSending, SendingFields, errorAt } from "../money/sending-form.ts";
import type { SendingForm, Understood } from "../money/sending-form.ts";
import { UnderWay, lookAgain } from "../money/under-way.ts";
import { BothRates, RefundFields } from "./refund-fields.ts";
import type { RefundForm } from "./refund-fields.ts";
import { orderNumber } from "../order/number.ts";
import { deskPage } from "../desk/frame.ts";
import type { Desk } from "../desk/frame.ts";
import { ownerPage } from "./frame.ts";
import type { OwnerFrameProps } from "./frame.ts";

export interface RefundProps {
  order: Order;
  outgoing: readonly OutgoingSummary[];
  /** Of what will be written by hand, so that pressing twice writes once. */
  once: string;
  /** How much can go back, and how that was chosen. */
  of: Returnable;
  choice: RefundForm;
  form: SendingForm;
  errors: readonly FormError[];
  refused?: RefusalReason;
  said: "asked" | "by-hand" | undefined;
  /** The stall's desk where it is given back; undefined at the owner's. */
  desk: Desk | undefined;
}

type Place = Pick<RefundProps, "desk"> & { orderId: string };

/** Path of the order's page, at whichever desk. */
function orderAt({ desk, orderId }: Place): string {
  return `${desk === undefined ? "/owner" : desk.base}/orders/${orderId}`;
}

type Framed = Pick<OwnerFrameProps, "title" | "back" | "notice" | "islands" | "refreshSeconds">;

function framed(page: Page, desk: Desk | undefined, frame: Framed, body: () => Slot): string {
  return desk === undefined
    ? ownerPage(page, { ...frame, tab: "orders" }, body)
    : deskPage(page, { ...frame, desk, tab: "orders" }, body);
}

/** Giving money of one order back: how much there is, sending it, or writing down that it was sent. */
export function refundPage(page: Page, props: RefundProps): string {
  const { t, viewer } = page;
  const { order, said, refused, outgoing, errors, desk } = props;
  const mayGive = desk === undefined ? viewer.may("refunds.make") : desk.may.pay;
  const number = orderNumber(order.id);
  const frame = {
    islands: ["live"],
    ...(said === undefined ? {} : lookAgain(outgoing)),
    title: t("money.refund.title"),
    back: { href: orderAt({ desk, orderId: order.id }), label: t("money.refund.lead", { number }) },
    notice: said === undefined ? undefined : t(said === "asked" ? "money.refund.asked" : "money.refund.hand.done"),
  } as const;
  return framed(page, desk, frame, () => [
    ErrorSummary({ errors }),
    refused !== undefined && Notice({ tone: "bad", text: t(`errors.reason.${refused}`) }),
    Stats({
      stats: [
        { label: t("money.refund.owed"), value: Money({ amountMsat: order.refundableMsat, isExact: true }) },
        { label: t("money.refund.earned"), value: Money({ amountMsat: props.of.earnedMsat, isExact: true }) },
      ],
    }),
    mayGive && Forms(props),
    outgoing.length > 0 &&
      Section({
        id: "refunds",
        title: t("money.refund.list"),
        children: UnderWay({ outgoing, children: OutgoingTable({ caption: t("money.refund.list"), outgoing }) }),
      }),
  ]);
}

function Forms(props: RefundProps): Slot {
  const { t, viewer } = usePage();
  const { order, form, errors, desk } = props;
  const action = `${orderAt({ desk, orderId: order.id })}/refund`;
  if (!viewer.hasProved) return ProveIt({ wanted: action });
  const before = RefundFields({ form: props.choice, errors, of: props.of });
  const fields = { action, form, errors, hasAmount: false, before };
  return html`<div class="split">
    ${Card({ title: t("money.refund.ask"), children: SendingFields(fields) })}
    ${desk === undefined && order.refundableMsat > 0n && Card({ title: t("money.refund.hand.title"), children: ByHand(props) })}
  </div>`;
}

function ByHand({ order, once, errors }: RefundProps): Html {
  const { t } = usePage();
  return html`<form class="form" method="post" action=${`/owner/orders/${order.id}/refund/by-hand`}>
    <p class="soft">${t("money.refund.hand.text")}</p>
    <input type="hidden" name="once" value=${once} />
    ${Field({ kind: "text", name: "by-hand-amount", label: t("money.form.amount"), value: (order.refundableMsat / 1_000n).toString(), inputMode: "numeric", maxLength: 16, autocomplete: "off", unit: "sat", ...errorAt(errors, "by-hand-amount") })}
    ${Field({ kind: "text", name: "note", label: t("money.refund.hand.note"), maxLength: 200, autocomplete: "off", isOptional: true })}
    <div class="row">${Button({ label: t("money.refund.hand.do"), icon: "check" })}</div>
  </form>`;
}

export interface CheckRefundProps extends Place {
  understood: Understood;
  /** Undefined when nothing but the amount was said. */
  chosen: { amount: RefundAmount; worth: RefundWorth } | undefined;
}

/** How it was understood, before anything is written. */
export function checkRefundPage(page: Page, props: CheckRefundProps): string {
  const { t, format } = page;
  const at = `${orderAt(props)}/refund`;
  const back = { href: at, label: t("money.refund.title") };
  const label = t("money.refund.do", { amount: format.sats(props.understood.amountMsat, { isExact: true }) });
  return framed(page, props.desk, { title: t("money.check.title"), back }, () =>
    CheckSending({
      action: at,
      back: at,
      label,
      understood: { ...props.understood, more: props.chosen === undefined ? undefined : BothRates(props.chosen) },
    }),
  );
}
