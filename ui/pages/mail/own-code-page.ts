import { Button } from "../../components/button.ts";
import { ErrorSummary } from "../../components/error-summary.ts";
import { PageHead } from "../../components/page-head.ts";
import { renderPage } from "../../document.ts";
import { html } from "../../html.ts";
import type { Page } from "../../page.ts";
import { CodeField } from "./code-field.ts";

export interface OwnCodeProps {
  purpose: "add-address" | "prove";
  address: string;
  /** Where the code is sent. */
  action: string;
  /** Where another mail is asked for. */
  back: string;
  problem?: "wrong-code" | undefined;
}

/** For a person who is signed in: takes the code that was sent to one of their addresses, or to what is to be one. */
export function ownCodePage(page: Page, { purpose, address, action, back, problem }: OwnCodeProps): string {
  const { t } = page;
  const errors = problem === undefined ? [] : [{ name: "code", message: t(`errors.reason.${problem}`) }];
  const title = t("signIn.mail.code.title");
  return renderPage(page, { title, width: "form", isPrivate: true }, () => [
    ErrorSummary({ errors }),
    PageHead({
      title,
      lead: t(`mail.code.${purpose}`, { address }),
      back: { href: back, label: t(`mail.code.${purpose}.back`) },
    }),
    html`<form class="form" method="post" action=${action}>
      ${CodeField({ problem })}
      ${Button({ label: t(`mail.code.${purpose}.action`), kind: "primary", size: "large", isWide: true })}
    </form>`,
  ]);
}
