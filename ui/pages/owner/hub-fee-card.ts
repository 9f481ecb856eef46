import type { SetHubFee } from "../../../app/payments/hub-fee/list-hub-fees.ts";
import { Button } from "../../components/button.ts";
import { Card } from "../../components/card.ts";
import { Disclosure } from "../../components/disclosure.ts";
import { Facts } from "../../components/facts.ts";
import { Field } from "../../components/field.ts";
import { Table } from "../../components/table.ts";
import { html } from "../../html.ts";
import type { Html } from "../../html.ts";
import { usePage } from "../../page.ts";
import type { FormError } from "../labelled.ts";
import { errorAt } from "../money/sending-form.ts";
import { feeWords } from "../statement/fee-words.ts";

export interface HubFeeProps {
  /** Every fee there was, the one in use first; none while none was set. */
  fees: readonly SetHubFee[];
  feeForm: ReadonlyMap<string, string>;
  errors: readonly FormError[];
}

/** What the hub keeps of each order: as it is, as it was, and for whoever may, where it is set. */
export function HubFeeCard(props: HubFeeProps, mayChange: boolean): Html {
  const { t } = usePage();
  const [now] = props.fees;
  return Card({
    title: t("ledger.fee.title"),
    children: [
      html`<p class="soft">${t("ledger.fee.lead")}</p>`,
      Facts({
        facts: [{ name: t("ledger.fee.desk"), value: now === undefined ? t("ledger.fee.none") : feeWords(now) }],
      }),
      mayChange && FeeForm(props),
      props.fees.length > 1 && Disclosure({ summary: t("ledger.fee.history"), children: History(props) }),
    ],
  });
}

function FeeForm({ feeForm, errors }: HubFeeProps): Html {
  const { t } = usePage();
  const shared = { kind: "text", autocomplete: "off" } as const;
  return html`<form class="stack" method="post" action="/owner/money-rules/fee">
    ${Field({ ...shared, name: "fee-share", label: t("ledger.fee.share"), hint: t("ledger.fee.share.hint"), value: feeForm.get("fee-share") ?? "", inputMode: "decimal", maxLength: 8, unit: "%", ...errorAt(errors, "fee-share") })}
    ${Field({ ...shared, name: "fee-least", label: t("ledger.fee.least"), hint: t("ledger.fee.least.hint"), value: feeForm.get("fee-least") ?? "", inputMode: "numeric", maxLength: 16, unit: "sat", ...errorAt(errors, "fee-least") })}
    <p class="soft small">${t("ledger.fee.from-now")}</p>
    <div class="row">${Button({ label: t("ledger.fee.save") })}</div>
  </form>`;
}

function History({ fees }: HubFeeProps): Html {
  const { t, format } = usePage();
  return Table<SetHubFee>({
    caption: t("ledger.fee.history"),
    rows: fees,
    columns: [
      { label: t("ledger.fee.since"), isName: true, cell: ({ atMs }) => format.dateTime(atMs) },
      { label: t("ledger.fee.title"), align: "end", cell: (fee) => feeWords(fee) },
    ],
  });
}
