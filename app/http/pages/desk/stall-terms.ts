import type { StallTerms } from "../../../catalog/find-stall-terms.ts";
import { MSAT_PER_SAT } from "../../../domain/money.ts";
import type { Translate } from "../../../../ui/i18n/translate.ts";
import type { TermsForm } from "../../../../ui/pages/desk/stall-terms.ts";
import type { FormError } from "../field-errors.ts";
import type { SentForm } from "../form.ts";
import { percentFrom, ppmFrom } from "./percent.ts";

/** The terms as they stand, to be typed over. */
export function termsForm(terms: StallTerms): TermsForm {
  return {
    latePolicy: terms.latePolicy,
    latePercent: percentFrom(Number(terms.lateTolerancePpm)),
    underPercent: percentFrom(Number(terms.underTolerancePpm)),
    confirmations: terms.confirmations.toString(),
    largeSat: (terms.largeMsat / MSAT_PER_SAT).toString(),
    largeConfirmations: terms.largeConfirmations.toString(),
  };
}

export function readTerms(sent: SentForm): TermsForm {
  return {
    latePolicy: sent.text("late-policy"),
    latePercent: sent.text("late").trim(),
    underPercent: sent.text("under").trim(),
    confirmations: sent.text("confirmations").trim(),
    largeSat: sent.text("large").trim(),
    largeConfirmations: sent.text("large-confirmations").trim(),
  };
}

const MOST_UNDER_PPM = 100_000;
const MOST_CONFIRMATIONS = 12;
/** All sats there will ever be. */
const MOST_SAT = 2_100_000_000_000_000;
const POLICIES = ["settle", "rate", "refund"] as const;

/** What was typed as changes of the stall; `errors` has every field that cannot be read. */
export function termsFrom(t: Translate, form: TermsForm) {
  const errors: FormError[] = [];
  const need = <Value>(name: string, value: Value | undefined, message: string): Value | undefined => {
    if (value === undefined) errors.push({ name, message });
    return value;
  };
  const between = (least: string, most: string) => t("errors.field.between", { least, most });
  const blocks = between("1", MOST_CONFIRMATIONS.toString());
  const changes = {
    latePolicy: need("late-policy", policyFrom(form.latePolicy), t("errors.field.choice")),
    lateTolerancePpm: need("late", ppmFrom(form.latePercent), between("0", "100")),
    underTolerancePpm: need("under", upTo(MOST_UNDER_PPM, ppmFrom(form.underPercent)), between("0", "10")),
    confirmations: need("confirmations", wholeFrom(form.confirmations, MOST_CONFIRMATIONS), blocks),
    largeSat: need("large", wholeFrom(form.largeSat, MOST_SAT), t("rails.terms.large.whole")),
    largeConfirmations: need("large-confirmations", wholeFrom(form.largeConfirmations, MOST_CONFIRMATIONS), blocks),
  };
  const { confirmations = 0, largeConfirmations = MOST_CONFIRMATIONS } = changes;
  if (largeConfirmations < confirmations)
    errors.push({ name: "large-confirmations", message: t("rails.terms.large.fewer") });
  return { changes, errors };
}

function policyFrom(text: string) {
  return POLICIES.find((policy) => policy === text);
}

function upTo(most: number, value: number | undefined): number | undefined {
  return value === undefined || value > most ? undefined : value;
}

/** `100,000` is what people type for large numbers, and what the page shows elsewhere. */
function wholeFrom(text: string, most: number): number | undefined {
  const digits = text.replaceAll(",", "");
  const value = /^\d{1,16}$/.test(digits) ? Number(digits) : 0;
  return value >= 1 ? upTo(most, value) : undefined;
}
