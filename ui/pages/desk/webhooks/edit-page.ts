import { Button } from "../../../components/button.ts";
import { Card } from "../../../components/card.ts";
import { ErrorSummary } from "../../../components/error-summary.ts";
import { html } from "../../../html.ts";
import type { Html } from "../../../html.ts";
import { usePage } from "../../../page.ts";
import type { Page } from "../../../page.ts";
import type { FormError } from "../../labelled.ts";
import { deskPage } from "../frame.ts";
import type { Desk } from "../frame.ts";
import { WebhookFields } from "./webhook-form.ts";
import type { WebhookForm } from "./webhook-form.ts";

export interface WebhookFormProps {
  desk: Desk;
  form: WebhookForm;
  errors: readonly FormError[];
}

/** Where a stall's events are told from now on. */
export function newWebhookPage(page: Page, { desk, form, errors }: WebhookFormProps): string {
  const { t } = page;
  const base = `${desk.base}/webhooks`;
  const frame = {
    desk,
    tab: "stall",
    title: t("webhooks.new.title"),
    lead: t("webhooks.new.lead"),
    back: { href: base, label: t("webhooks.list.title") },
  } as const;
  return deskPage(page, frame, () => [
    ErrorSummary({ errors }),
    html`<form class="form" method="post" action=${base}>
      ${WebhookFields(form, errors)}
      <div class="row">${Button({ label: t("webhooks.new.action"), kind: "primary", size: "large", icon: "plus" })}</div>
    </form>`,
  ]);
}

/** The same for one that is there, and the way to be rid of it. */
export function editWebhookPage(page: Page, { id, ...props }: WebhookFormProps & { id: string }): string {
  const { t } = page;
  const { desk, form, errors } = props;
  const here = `${desk.base}/webhooks/${id}`;
  const back = { href: here, label: t("webhooks.one.title") };
  return deskPage(page, { desk, tab: "stall", title: t("webhooks.edit.title"), back }, () => [
    ErrorSummary({ errors }),
    html`<form class="form" method="post" action=${here}>
      ${WebhookFields(form, errors)}
      <div class="row">${Button({ label: t("chrome.action.save"), kind: "primary", size: "large" })}</div>
    </form>`,
    Delete({ here }),
  ]);
}

function Delete({ here }: { here: string }): Html {
  const { t } = usePage();
  return Card({
    title: t("webhooks.delete.title"),
    children: html`<p>${t("webhooks.delete.text")}</p>
      <form method="post" action=${`${here}/delete`}>${Button({ label: t("webhooks.delete.action"), kind: "danger", icon: "trash-2" })}</form>`,
  });
}
