import { Button } from "../components/button.ts";
import { ErrorSummary } from "../components/error-summary.ts";
import { Field } from "../components/field.ts";
import { PageHead } from "../components/page-head.ts";
import { renderPage } from "../document.ts";
import { html } from "../html.ts";
import type { Page } from "../page.ts";

export interface JoinProps {
  name: string;
  /** Why the code was not taken. */
  problem?: "spent" | "short";
}

/**
 * The door for people who work here. The code stands in the link's fragment, which no server ever sees;
 * a script copies it into the field, without scripts it is pasted by hand.
 */
export function joinPage(page: Page, { name, problem }: JoinProps): string {
  const { t } = page;
  const error = problem === undefined ? {} : { error: t(`desk.join.${problem}`) };
  const errors = problem === undefined ? [] : [{ name: "code", message: t(`desk.join.${problem}`) }];
  return renderPage(page, { title: t("desk.join.title"), width: "form", isPrivate: true, islands: ["join"] }, () => [
    ErrorSummary({ errors }),
    PageHead({ title: t("desk.join.title"), lead: t("desk.join.text") }),
    html`<form class="form" method="post" action="/join" data-join>
      ${Field({ kind: "text", name: "code", label: t("desk.join.code"), hint: t("desk.join.code.hint"), maxLength: 500, autocomplete: "off", ...error })}
      ${Field({ kind: "text", name: "name", label: t("desk.join.name"), hint: t("desk.join.name.hint"), value: name, maxLength: 80, autocomplete: "name", isOptional: true })}
      <div>${Button({ label: t("desk.join.action"), kind: "primary", size: "large", icon: "key-round" })}</div>
    </form>`,
  ]);
}
