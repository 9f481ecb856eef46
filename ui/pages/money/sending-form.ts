import type { Destination } from "../../../app/gateways/payee/port.ts";
import { Button } from "../../components/button.ts";
import { Facts } from "../../components/facts.ts";
import { Field } from "../../components/field.ts";
import { LinkButton } from "../../components/link-button.ts";
import { Notice } from "../../components/notice.ts";
import { html } from "../../html.ts";
import type { Html, Slot } from "../../html.ts";
import { usePage } from "../../page.ts";
import type { FormError } from "../labelled.ts";

/** As typed. */
export interface SendingForm {
  amount: string;
  destination: string;
}

export interface SendingFormProps {
  action: string;
  form: SendingForm;
  errors: readonly FormError[];
  amountHint?: string;
  /** Undefined when the amount is not up to whoever asks. */
  hasAmount: boolean;
  /** Asked first, where there is more to say about how much. */
  before?: Slot;
  destinationHint?: string;
}

/** Where money should go; the next page says how that was understood. */
export function SendingFields(props: SendingFormProps): Html {
  const { t } = usePage();
  const { form, errors } = props;
  return html`<form class="form" method="post" action=${props.action}>
    ${props.before}
    ${props.hasAmount && AmountField({ hint: props.amountHint, value: form.amount, errors })}
    ${Field({
      kind: "textarea",
      name: "destination",
      label: t("money.form.destination"),
      hint: props.destinationHint ?? t("money.form.destination.hint"),
      value: form.destination,
      rows: 3,
      maxLength: 7_500,
      autocomplete: "off",
      ...errorAt(errors, "destination"),
    })}
    <div class="row">${Button({ label: t("money.form.check"), kind: "primary", size: "large", icon: "send" })}</div>
  </form>`;
}

/** In sats; what it means to leave it empty, the hint says. */
export function AmountField(props: { hint: string | undefined; value: string; errors: readonly FormError[] }): Html {
  return Field({
    kind: "text",
    name: "amount",
    label: usePage().t("money.form.amount"),
    hint: props.hint,
    value: props.value,
    inputMode: "numeric",
    maxLength: 16,
    autocomplete: "off",
    unit: "sat",
    isOptional: true,
    ...errorAt(props.errors, "amount"),
  });
}

export function errorAt(errors: readonly FormError[], name: string): { error?: string } {
  const found = errors.find((error) => error.name === name);
  return found === undefined ? {} : { error: found.message };
}

/** What was understood, to be said yes to. */
export interface Understood {
  /** Of what will be written, so that pressing twice sends once. */
  id: string;
  amountMsat: bigint;
  destination: Destination;
  /** As it was typed. */
  typed: string;
  /** The field that it was typed into, where that is another one than the destination's. */
  field?: string;
  /** What else is to be seen before anybody says yes. */
  more?: Slot;
}

export function CheckSending(props: { action: string; back: string; label: string; understood: Understood }): Html {
  const { t, format } = usePage();
  const { id, amountMsat, destination, typed, field = "destination" } = props.understood;
  const where =
    destination.text === "" ? t("giving.token.anybody") : html`<span class="typed">${destination.text}</span>`;
  return html`<div class="stack">
    ${Notice({ tone: "warn", text: t("money.check.lead") })}
    ${props.understood.more}
    ${Facts({
      facts: [
        { name: t("money.check.kind"), value: t(`money.to.${destination.kind}`) },
        { name: t("money.form.destination"), value: where },
        { name: t("money.form.amount"), value: format.sats(amountMsat, { isExact: true }), isTotal: true },
      ],
    })}
    <form class="row" method="post" action=${props.action}>
      <input type="hidden" name="once" value=${id} />
      <input type="hidden" name="amount" value=${(amountMsat / 1_000n).toString()} />
      <input type="hidden" name=${field} value=${typed} />
      ${Button({ label: props.label, kind: "primary", size: "large", icon: "send" })}
      ${LinkButton({ href: props.back, label: t("money.form.back"), kind: "quiet" })}
    </form>
  </div>`;
}
