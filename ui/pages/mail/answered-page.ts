import { PageHead } from "../../components/page-head.ts";
import { renderPage } from "../../document.ts";
import { html } from "../../html.ts";
import type { Page } from "../../page.ts";
import { Digits } from "./digits.ts";

export type Answered = { answer: "yes"; digits: string } | { answer: "no" | "wrong-number" };

/** What came of an answer that was given for another screen. */
export function answeredPage(page: Page, answered: Answered): string {
  const { t } = page;
  const title = t(`signIn.mail.answered.${answered.answer}.title`);
  return renderPage(page, { title, width: "form", isPrivate: true }, () => [
    PageHead({ title, lead: t(`signIn.mail.answered.${answered.answer}.text`) }),
    answered.answer === "yes" && html`<div>${Digits(answered)}</div>`,
  ]);
}
