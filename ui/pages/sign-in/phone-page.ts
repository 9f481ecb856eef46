import type { GoodPhoneLink } from "../../../app/accounts/phone/good-phone-link.ts";
import { Button } from "../../components/button.ts";
import { ErrorSummary } from "../../components/error-summary.ts";
import { Field } from "../../components/field.ts";
import { PageHead } from "../../components/page-head.ts";
import { renderPage } from "../../document.ts";
import { html } from "../../html.ts";
import type { Page } from "../../page.ts";

/** Takes the code of a screen; the `phone` island fills it in from the link and goes on by itself. */
export function phonePage(page: Page, { problem }: { problem?: "link-spent" }): string {
  const { t } = page;
  const errors = problem === undefined ? [] : [{ name: "code", message: t("backup.phone.spent") }];
  const error = problem === undefined ? {} : { error: t("backup.phone.spent") };
  return renderPage(
    page,
    { title: t("backup.phone.title"), width: "form", isPrivate: true, islands: ["phone"] },
    () => [
      ErrorSummary({ errors }),
      PageHead({ title: t("backup.phone.title"), lead: t("backup.phone.lead") }),
      html`<form class="form" method="post" action="/phone" data-phone>
      ${Field({ kind: "text", name: "code", label: t("backup.phone.code"), hint: t("backup.phone.code.hint"), maxLength: 500, autocomplete: "off", ...error })}
      <div>${Button({ label: t("backup.phone.action"), kind: "primary", size: "large" })}</div>
    </form>`,
    ],
  );
}

/** Whose account the code opens, so that nobody is led into a stranger's; and the button that opens it. */
export function whosePhonePage(page: Page, { link, code }: { link: GoodPhoneLink; code: string }): string {
  const { t } = page;
  const { person, screen } = link;
  const title = person.name === "" ? t("backup.phone.whose.nameless") : t("backup.phone.whose", { name: person.name });
  const from = screen === "" ? t("backup.phone.from.unknown") : t("backup.phone.from", { device: screen });
  return renderPage(page, { title, width: "form", isPrivate: true }, () => [
    PageHead({ title, lead: t(`account.role.${person.role}`) }),
    html`<form class="form" method="post" action="/phone/enter">
      <input type="hidden" name="code" value=${code} />
      <p>${from}</p>
      ${Button({ label: t("backup.phone.enter"), kind: "primary", size: "large", icon: "key-round", isWide: true })}
      <p class="soft">${t("backup.phone.not-yours")}</p>
    </form>`,
  ]);
}
