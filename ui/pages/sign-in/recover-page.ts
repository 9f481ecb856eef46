import { Button } from "../../components/button.ts";
import { ErrorSummary } from "../../components/error-summary.ts";
import { Field } from "../../components/field.ts";
import { PageHead } from "../../components/page-head.ts";
import { renderPage } from "../../document.ts";
import { html } from "../../html.ts";
import type { Translate } from "../../i18n/translate.ts";
import type { Page } from "../../page.ts";

export interface RecoverProps {
  /** As it was typed, so that a slip can be found. */
  code: string;
  /** Why it did not open; of the sheet itself no page says more than that. */
  problem?: "code-mistyped" | "pin-malformed" | "sheet-refused";
}

/** Where sheet and PIN are shown. The `join` island takes the code out of the link's fragment. */
export function recoverPage(page: Page, { code, problem }: RecoverProps): string {
  const { t } = page;
  const error = problem === undefined ? undefined : errorOf(t, problem);
  const errorAt = (name: string) => (error?.name === name ? { error: error.message } : {});
  return renderPage(
    page,
    { title: t("backup.recover.title"), width: "form", isPrivate: true, islands: ["join"] },
    () => [
      ErrorSummary({ errors: error === undefined ? [] : [error] }),
      PageHead({
        title: t("backup.recover.title"),
        lead: t("backup.recover.lead"),
        back: { href: "/sign-in", label: t("signIn.title") },
      }),
      html`<form class="form" method="post" action="/recover" data-join>
      ${Field({ kind: "text", name: "code", label: t("backup.recover.code"), hint: t("backup.recover.code.hint"), value: code, maxLength: 500, autocomplete: "off", ...errorAt("code") })}
      ${Field({ kind: "text", type: "password", name: "pin", label: t("backup.recover.pin"), hint: t("backup.recover.pin.hint"), maxLength: 30, inputMode: "numeric", autocomplete: "off", ...errorAt("pin") })}
      <p class="soft">${t("backup.recover.then")}</p>
      <div>${Button({ label: t("backup.recover.action"), kind: "primary", size: "large", icon: "key-round" })}</div>
    </form>`,
    ],
  );
}

function errorOf(t: Translate, problem: NonNullable<RecoverProps["problem"]>): { name: string; message: string } {
  if (problem === "code-mistyped") return { name: "code", message: t("backup.recover.code.mistyped") };
  return { name: "pin", message: t(`errors.reason.${problem}`) };
}
