import type {
  RefundAmount,
  RefundPart,
  RefundWorth,
  Returnable,
} from "../../../app/payments/outgoing/refund-amount.ts";
import { Facts } from "../../components/facts.ts";
import { Field } from "../../components/field.ts";
import { Notice } from "../../components/notice.ts";
import { html } from "../../html.ts";
import type { Html, Slot } from "../../html.ts";
import { usePage } from "../../page.ts";
import type { FormError } from "../labelled.ts";
import { errorAt } from "../money/sending-form.ts";

/** As typed and chosen. */
export interface RefundForm {
  part: RefundPart;
  worth: RefundWorth;
  amount: string;
  /** Of a named amount: sats, or the order's currency. */
  unit: string;
}

export interface RefundFieldsProps {
  form: RefundForm;
  errors: readonly FormError[];
  of: Returnable;
}

/** How much goes back, and by which rate. */
export function RefundFields({ form, errors, of }: RefundFieldsProps): Html {
  const { t, format } = usePage();
  const sats = (amountMsat: bigint) => format.sats(amountMsat, { isExact: true });
  const whole = (amountMsat: bigint) => sats(amountMsat - (amountMsat % 1_000n));
  const currency = of.orderRate?.currency;
  return html`${Field({
    kind: "radio",
    name: "part",
    label: t("giving.part"),
    options: [
      ...(of.owedMsat >= 1_000n
        ? [{ value: "owed", label: t("giving.part.owed", { amount: whole(of.owedMsat) }) }]
        : []),
      { value: "all", label: t("giving.part.all", { amount: whole(of.owedMsat + of.earnedMsat) }) },
      { value: "some", label: t("giving.part.some") },
    ],
    value: form.part,
  })}
    ${Field({
      kind: "text",
      name: "amount",
      label: t("giving.amount"),
      hint: t("giving.amount.hint"),
      value: form.amount,
      inputMode: "decimal",
      maxLength: 20,
      autocomplete: "off",
      isOptional: true,
      ...errorAt(errors, "amount"),
    })}
    ${currency !== undefined && InCurrency({ form, currency, hasToday: of.todayRate !== undefined })}`;
}

function InCurrency({ form, currency, hasToday }: { form: RefundForm; currency: string; hasToday: boolean }): Slot {
  const { t } = usePage();
  return [
    Field({
      kind: "radio",
      name: "unit",
      label: t("giving.unit"),
      options: [
        { value: "SAT", label: t("giving.unit.sats") },
        { value: currency, label: currency },
      ],
      value: form.unit === currency ? currency : "SAT",
      isRow: true,
    }),
    hasToday &&
      Field({
        kind: "radio",
        name: "worth",
        label: t("giving.worth"),
        hint: t("giving.worth.hint"),
        options: [
          { value: "paid", label: t("giving.worth.paid") },
          { value: "today", label: t("giving.worth.today", { currency }) },
        ],
        value: form.worth,
      }),
  ];
}

/** The chosen amount beside what the other rate would give, before anybody says yes. */
export function BothRates({ amount, worth }: { amount: RefundAmount; worth: RefundWorth }): Slot {
  const { t, format } = usePage();
  const { todayMsat, paidMsat, isCapped } = amount;
  const sats = (amountMsat: bigint) => format.sats(amountMsat, { isExact: true });
  return [
    isCapped && Notice({ tone: "warn", text: t("giving.capped") }),
    amount.worth !== undefined &&
      todayMsat !== undefined &&
      Facts({
        facts: [
          { name: t("giving.value"), value: format.fiat(amount.worth) },
          { name: t("giving.at.paid"), value: sats(paidMsat), isTotal: worth === "paid" },
          { name: t("giving.at.today"), value: sats(todayMsat), isTotal: worth === "today" },
        ],
      }),
  ];
}
