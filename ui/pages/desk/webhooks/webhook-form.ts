import type { WebhookEvent } from "../../../../app/domain/webhook-events.ts";
import { Field } from "../../../components/field.ts";
import { html } from "../../../html.ts";
import type { Html } from "../../../html.ts";
import { usePage } from "../../../page.ts";
import type { FormError } from "../../labelled.ts";
import { errorFor } from "../product-form.ts";

/** A webhook as typed. */
export interface WebhookForm {
  url: string;
  hearsAll: boolean;
  events: readonly string[];
  names: "hub" | "btcpay";
}

/** The kinds of event, by what they are about. */
export const EVENT_GROUPS = {
  orders: [
    "order.placed",
    "order.paid",
    "order.expired",
    "order.cancelled",
    "order.shipped",
    "order.received",
    "order.closed",
  ],
  payments: ["payment.seen", "payment.gone", "payment.part", "payment.refundable", "payment.reversed"],
  refunds: ["refund.asked", "refund.sent", "refund.failed", "refund.cancelled"],
  payouts: ["payout.asked", "payout.approved", "payout.sent", "payout.failed", "payout.cancelled"],
} as const satisfies Readonly<Record<string, readonly WebhookEvent[]>>;

const GROUPS = ["orders", "payments", "refunds", "payouts"] as const;

/** The form's name for the box of an event. */
export function eventField(event: string): string {
  return `event-${event}`;
}

export function WebhookFields(form: WebhookForm, errors: readonly FormError[]): Html {
  const { t } = usePage();
  const what = [
    { value: "all", label: t("webhooks.form.what.all") },
    { value: "some", label: t("webhooks.form.what.some") },
  ];
  const names = (["hub", "btcpay"] as const).map((value) => ({
    value,
    label: t(`webhooks.form.names.${value}`),
    aside: html`<code>${t(`webhooks.form.names.${value}.aside`)}</code>`,
  }));
  return html`
    ${Field({ kind: "text", type: "url", name: "url", label: t("webhooks.form.url"), hint: t("webhooks.form.url.hint"), value: form.url, maxLength: 500, autocomplete: "off", inputMode: "url", ...errorFor(errors, "url") })}
    ${Field({ kind: "radio", name: "what", label: t("webhooks.form.what"), options: what, value: form.hearsAll ? "all" : "some", ...errorFor(errors, "what") })}
    <div class="split">${GROUPS.map((group) => Group(group, form))}</div>
    ${Field({ kind: "radio", name: "names", label: t("webhooks.form.names"), options: names, value: form.names })}
  `;
}

function Group(group: (typeof GROUPS)[number], { events }: WebhookForm): Html {
  const { t } = usePage();
  const box = (event: WebhookEvent) =>
    Field({
      kind: "checkbox",
      name: eventField(event),
      label: t(`webhooks.event.${event}`),
      isChecked: events.includes(event),
      isOptional: true,
    });
  return html`<fieldset class="field">
    <legend class="field-label">${t(`webhooks.group.${group}`)}</legend>
    ${EVENT_GROUPS[group].map(box)}
  </fieldset>`;
}
