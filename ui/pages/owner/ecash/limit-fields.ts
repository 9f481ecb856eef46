import { Field } from "../../../components/field.ts";
import { html } from "../../../html.ts";
import type { Html } from "../../../html.ts";
import { usePage } from "../../../page.ts";
import type { Page } from "../../../page.ts";
import { labelled } from "../../labelled.ts";
import type { FormError } from "../../labelled.ts";
import { errorAt } from "../../money/sending-form.ts";

/** As typed. */
export interface MintForm {
  address: string;
  payment: string;
  cap: string;
}

/** How much of a mint is taken. */
export function LimitFields({ form, errors }: { form: MintForm; errors: readonly FormError[] }): Html {
  const { t } = usePage();
  const sats = { kind: "text", inputMode: "numeric", maxLength: 16, autocomplete: "off", unit: "sat" } as const;
  return html`${Field({
    ...sats,
    name: "payment",
    label: t("ecash.add.payment"),
    value: form.payment,
    ...errorAt(errors, "payment"),
  })}
  ${Field({
    ...sats,
    name: "cap",
    label: t("ecash.add.cap"),
    hint: t("ecash.add.cap.hint"),
    value: form.cap,
    ...errorAt(errors, "cap"),
  })}`;
}

/** For the summary above the form, where two fields may be at fault for the same. */
export function withLabels({ t }: Pick<Page, "t">, errors: readonly FormError[]): FormError[] {
  const labels = new Map([
    ["address", t("ecash.add.address")],
    ["payment", t("ecash.add.payment")],
    ["cap", t("ecash.add.cap")],
    ["sale", t("ecash.offline.sale")],
    ["total", t("ecash.offline.total")],
  ]);
  return labelled(errors, labels);
}
