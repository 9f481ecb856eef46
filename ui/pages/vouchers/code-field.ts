import { Field } from "../../components/field.ts";
import type { Html } from "../../html.ts";
import { usePage } from "../../page.ts";

/** Where a voucher's code is typed. */
export function VoucherCodeField({ code, error }: { code: string; error?: string | undefined }): Html {
  const { t } = usePage();
  return Field({
    kind: "text",
    name: "code",
    label: t("vouchers.code"),
    hint: t("vouchers.code.hint"),
    value: code,
    maxLength: 500,
    autocomplete: "off",
    ...(error === undefined ? {} : { error }),
  });
}
