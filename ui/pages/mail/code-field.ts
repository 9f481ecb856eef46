import { Field } from "../../components/field.ts";
import type { Html } from "../../html.ts";
import { usePage } from "../../page.ts";

/** Where a mail's code is typed; spaces, dashes and small letters do not matter. */
export function CodeField({ problem }: { problem?: "wrong-code" | undefined }): Html {
  const { t } = usePage();
  const error = problem === undefined ? {} : { error: t(`errors.reason.${problem}`) };
  return Field({
    kind: "text",
    name: "code",
    label: t("signIn.mail.code.label"),
    hint: t("signIn.mail.code.hint"),
    maxLength: 40,
    autocomplete: "one-time-code",
    ...error,
  });
}
