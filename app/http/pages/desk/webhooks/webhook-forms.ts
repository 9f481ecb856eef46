import type { Invalid } from "../../../../catalog/validate.ts";
import { WEBHOOK_EVENTS } from "../../../../domain/webhook-events.ts";
import type { WebhookEvent } from "../../../../domain/webhook-events.ts";
import type { Webhook } from "../../../../webhooks/outgoing/webhook.ts";
import type { Translate } from "../../../../../ui/i18n/translate.ts";
import { eventField } from "../../../../../ui/pages/desk/webhooks/webhook-form.ts";
import type { WebhookForm } from "../../../../../ui/pages/desk/webhooks/webhook-form.ts";
import type { FormError } from "../../../../../ui/pages/labelled.ts";
import type { SentForm } from "../../form.ts";

export const EMPTY_WEBHOOK: WebhookForm = { url: "", hearsAll: true, events: [], names: "hub" };

export function formOf({ url, events, names }: Webhook): WebhookForm {
  return { url, hearsAll: events === null, events: events ?? [], names };
}

export function readWebhook(sent: SentForm): WebhookForm & { events: WebhookEvent[] } {
  return {
    url: sent.text("url").trim(),
    hearsAll: sent.text("what") !== "some",
    events: WEBHOOK_EVENTS.filter((event) => sent.has(eventField(event))),
    names: sent.text("names") === "btcpay" ? "btcpay" : "hub",
  };
}

export function wantedIn({ url, hearsAll, events, names }: ReturnType<typeof readWebhook>) {
  return { url, events: hearsAll ? null : events, names };
}

export function formErrorsOf(t: Translate, { errors }: Invalid): FormError[] {
  return errors.map(({ pointer }) =>
    pointer.startsWith("/events")
      ? { name: "what", message: t("webhooks.form.what.none") }
      : { name: "url", message: t("webhooks.form.url.wrong") },
  );
}
