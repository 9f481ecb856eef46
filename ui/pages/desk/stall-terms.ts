import { Field } from "../../components/field.ts";
import { html } from "../../html.ts";
import type { Html } from "../../html.ts";
import type { Translate } from "../../i18n/translate.ts";
import { usePage } from "../../page.ts";
import type { FormError } from "../labelled.ts";
import { errorFor } from "./product-form.ts";

/** A stall's terms for payments, as typed. */
export interface TermsForm {
  latePolicy: string;
  /** How far the rate may move for late payments, in percent. */
  latePercent: string;
  /** How much may be missing, in percent. */
  underPercent: string;
  confirmations: string;
  largeSat: string;
  largeConfirmations: string;
}

export function termsLabels(t: Translate): [name: string, label: string][] {
  return [
    ["late-policy", t("rails.terms.late")],
    ["late", t("desk.stall.late.percent")],
    ["under", t("rails.terms.under")],
    ["confirmations", t("rails.terms.confirmations")],
    ["large", t("rails.terms.large")],
    ["large-confirmations", t("rails.terms.large.confirmations")],
  ];
}

/** The names of the fields here, to know whether something is wrong inside. */
export const TERMS_FIELDS = ["late-policy", "late", "under", "confirmations", "large", "large-confirmations"];

interface TermsFieldsProps {
  form: TermsForm;
  errors: readonly FormError[];
}

/** What becomes of payments that are late, too small or on chain. */
export function TermsFields({ form, errors }: TermsFieldsProps): Html {
  return html`<div class="form">${Late({ form, errors })} ${Under({ form, errors })} ${OnChain({ form, errors })}</div>`;
}

function Late({ form, errors }: TermsFieldsProps): Html {
  const { t } = usePage();
  const options = [
    { value: "rate", label: t("rails.terms.late.rate"), aside: t("rails.terms.late.rate.hint") },
    { value: "settle", label: t("rails.terms.late.settle"), aside: t("rails.terms.late.settle.hint") },
    { value: "refund", label: t("rails.terms.late.refund") },
  ];
  const policy = { name: "late-policy", label: t("rails.terms.late"), value: form.latePolicy } as const;
  return html`${Field({ kind: "radio", ...policy, options, ...errorFor(errors, "late-policy") })}
  ${Field({ kind: "text", name: "late", label: t("desk.stall.late.percent"), hint: t("desk.stall.late.hint"), value: form.latePercent, maxLength: 8, inputMode: "decimal", unit: "%", ...errorFor(errors, "late") })}`;
}

function Under({ form, errors }: TermsFieldsProps): Html {
  const { t } = usePage();
  const words = { label: t("rails.terms.under"), hint: t("rails.terms.under.hint") };
  const box = { value: form.underPercent, maxLength: 8, inputMode: "decimal", unit: "%" } as const;
  return Field({ kind: "text", name: "under", ...words, ...box, ...errorFor(errors, "under") });
}

function OnChain({ form, errors }: TermsFieldsProps): Html {
  const { t } = usePage();
  const number = { kind: "text", inputMode: "numeric" } as const;
  return html`${Field({ ...number, name: "confirmations", label: t("rails.terms.confirmations"), hint: t("rails.terms.confirmations.hint"), value: form.confirmations, maxLength: 2, ...errorFor(errors, "confirmations") })}
  ${Field({ ...number, name: "large", label: t("rails.terms.large"), value: form.largeSat, maxLength: 21, unit: "sat", ...errorFor(errors, "large") })}
  ${Field({ ...number, name: "large-confirmations", label: t("rails.terms.large.confirmations"), hint: t("rails.terms.large.confirmations.hint"), value: form.largeConfirmations, maxLength: 2, ...errorFor(errors, "large-confirmations") })}`;
}
