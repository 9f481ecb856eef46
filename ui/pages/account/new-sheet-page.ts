import type { Account } from "../../../app/accounts/read-account.ts";
import { Button } from "../../components/button.ts";
import { ErrorSummary } from "../../components/error-summary.ts";
import { Field } from "../../components/field.ts";
import { Notice } from "../../components/notice.ts";
import { PageHead } from "../../components/page-head.ts";
import { renderPage } from "../../document.ts";
import { html } from "../../html.ts";
import type { Html } from "../../html.ts";
import type { Translate } from "../../i18n/translate.ts";
import { usePage } from "../../page.ts";
import type { Page } from "../../page.ts";

export type NewSheetProblem = "pin-malformed" | "pin-too-easy" | "pins-differ";

export interface NewSheetProps {
  /** The sheet that the new one makes worthless. */
  replaces: Account["sheet"];
  /** The page that this one was opened from. */
  back: string;
  problem: NewSheetProblem | undefined;
}

/** The PIN is chosen before there is a sheet, so that nobody prints one without knowing its PIN. */
export function newSheetPage(page: Page, { replaces, back, problem }: NewSheetProps): string {
  const { t, format } = page;
  const error = problem === undefined ? undefined : errorOf(t, problem);
  return renderPage(page, { title: t("backup.new.title"), width: "form", isPrivate: true }, () => [
    ErrorSummary({ errors: error === undefined ? [] : [error] }),
    PageHead({
      title: t("backup.new.title"),
      lead: t("backup.new.lead"),
      back: { href: back, label: t("account.title") },
    }),
    replaces !== undefined &&
      Notice({ tone: "warn", text: t("backup.new.replaces", { date: format.date(replaces.createdAtMs) }) }),
    NewSheetForm({ error }),
  ]);
}

type FormError = { name: string; message: string };

/** Also stands on the page of who has just come in by a sheet. */
export function NewSheetForm({ error }: { error?: FormError | undefined }): Html {
  const { t } = usePage();
  const errorAt = (name: string) => (error?.name === name ? { error: error.message } : {});
  const pin = { kind: "text", type: "password", maxLength: 30, inputMode: "numeric", autocomplete: "off" } as const;
  return html`<form class="form" method="post" action="/account/sheet">
    ${Field({ ...pin, name: "pin", label: t("backup.new.pin"), hint: t("backup.new.pin.hint"), ...errorAt("pin") })}
    ${Field({ ...pin, name: "again", label: t("backup.new.again"), ...errorAt("again") })}
    <div class="stack stack-close soft">
      <p>${t("backup.new.remember")}</p>
      <p>${t("backup.new.once")}</p>
    </div>
    <div>${Button({ label: t("backup.new.action"), kind: "primary", size: "large", icon: "file-text" })}</div>
  </form>`;
}

function errorOf(t: Translate, problem: NewSheetProblem): FormError {
  if (problem === "pins-differ") return { name: "again", message: t("backup.new.differ") };
  return { name: "pin", message: t(`errors.reason.${problem}`) };
}
