import type { Order, OrderPayment } from "../../../app/orders/find-order.ts";
import { Card } from "../../components/card.ts";
import { Short } from "../../components/copy-field.ts";
import { Facts } from "../../components/facts.ts";
import type { Fact } from "../../components/facts.ts";
import { Notice } from "../../components/notice.ts";
import { html } from "../../html.ts";
import type { Html, Slot } from "../../html.ts";
import { usePage } from "../../page.ts";

/** What to tell about money that the order could not use, by the reason that was written down. */
const explained: Readonly<Record<string, "over" | "under" | "twice" | "rate" | "sold-out" | "ended">> = {
  overpaid: "over",
  underpaid: "under",
  "paid-twice": "twice",
  late: "over",
  "late-part": "under",
  "late-rate-moved": "rate",
  "late-sold-out": "sold-out",
  "order-ended": "ended",
};

/** Whose words: the buyer gets the money, the seller gives it. */
type Words = "order.refundable" | "desk.owed";

/** Every payment that arrived, and in words what became of it. */
export function PaymentsCard({ order, words }: { order: Order; words: Words }): Html {
  const { t } = usePage();
  if (order.payments.length === 0)
    return Card({ title: t("order.payments.title"), children: html`<p class="soft">${t("order.payments.none")}</p>` });
  return Card({
    title: t("order.payments.title"),
    children: order.payments.map((payment) => Payment(asItEnded(payment, order), words)),
  });
}

/** A part of an order that has ended waits for no rest any more: all of it goes back. */
function asItEnded(payment: OrderPayment, { state }: Order): OrderPayment {
  const isOver = state === "expired" || state === "cancelled";
  return isOver ? { ...payment, refundableMsat: payment.amountMsat } : payment;
}

function Payment(payment: OrderPayment, words: Words): Html {
  const { t, format } = usePage();
  const facts: Fact[] = [
    { name: t(`order.rail.${payment.rail}`), value: format.sats(payment.amountMsat, { isExact: true }) },
    { name: t("order.receipt.date"), value: format.dateTime(payment.settledAtMs) },
    { name: t(referenceName(payment)), value: Short({ text: payment.reference }) },
  ];
  if (payment.refundableMsat > 0n && payment.reversedAtMs === undefined) {
    facts.push({ name: t(words), value: format.sats(payment.refundableMsat, { isExact: true }), isTotal: true });
  }
  return html`<div class="stack">${Facts({ facts })}${WhatBecame(payment, words)}</div>`;
}

/** What the payment's rail calls the text that proves it. */
export function referenceName({ rail }: OrderPayment): "rails.transaction" | "order.receipt.payment-hash" {
  return rail === "chain" ? "rails.transaction" : "order.receipt.payment-hash";
}

function WhatBecame({ reason, refundableMsat, reversedAtMs }: OrderPayment, words: Words): Slot {
  const { t, format } = usePage();
  if (reversedAtMs !== undefined) {
    const whose = words === "order.refundable" ? "buyer" : "seller";
    return Notice({ tone: "warn", text: t(`rails.taken.${whose}`, { time: format.dateTime(reversedAtMs) }) });
  }
  if (refundableMsat === 0n) return reason === "late" && Notice({ tone: "good", text: t(`${words}.used`) });
  const text = t(`${words}.${explained[reason] ?? "ended"}`);
  return Notice({ tone: "warn", text, action: html`<p class="soft small">${t(`${words}.how`)}</p>` });
}
