import { msatFromSat } from "../../../../domain/money.ts";
import type { Msat } from "../../../../domain/money.ts";
import type { Translate } from "../../../../../ui/i18n/translate.ts";
import type { MintForm } from "../../../../../ui/pages/owner/ecash/limit-fields.ts";
import type { FormError } from "../../field-errors.ts";
import type { SentForm } from "../../form.ts";

/** The fields as they were typed. */
export function typedIn(sent: SentForm): MintForm {
  return { address: sent.text("address").trim(), payment: sent.text("payment"), cap: sent.text("cap") };
}

/** How much of a mint is to be taken, or what is wrong with what was typed. */
export function limitsIn(
  t: Translate,
  form: MintForm,
): { paymentCapMsat: Msat; capMsat: Msat } | { errors: FormError[] } {
  const [paymentCapMsat, capMsat] = [satsIn(form.payment), satsIn(form.cap)];
  const errors = [
    ...(paymentCapMsat === undefined ? [{ name: "payment", message: t("ecash.limits.wrong") }] : []),
    ...(capMsat === undefined ? [{ name: "cap", message: t("ecash.limits.wrong") }] : []),
  ];
  if (paymentCapMsat === undefined || capMsat === undefined) return { errors };
  if (capMsat < paymentCapMsat) return { errors: [{ name: "cap", message: t("ecash.limits.order") }] };
  return { paymentCapMsat, capMsat };
}

function satsIn(text: string): Msat | undefined {
  const digits = text.replaceAll(/[\s,_]/g, "");
  return /^\d{1,13}$/.test(digits) && BigInt(digits) > 0n ? msatFromSat(BigInt(digits)) : undefined;
}
