import type { DeliverySummary } from "../../../../app/webhooks/outgoing/list-deliveries.ts";
import type { Webhook } from "../../../../app/webhooks/outgoing/webhook.ts";
import { Button } from "../../../components/button.ts";
import { Card } from "../../../components/card.ts";
import { Facts } from "../../../components/facts.ts";
import { LinkButton } from "../../../components/link-button.ts";
import { Notice } from "../../../components/notice.ts";
import { html } from "../../../html.ts";
import type { Html, Slot } from "../../../html.ts";
import { usePage } from "../../../page.ts";
import type { Page } from "../../../page.ts";
import { deskPage } from "../frame.ts";
import type { Desk } from "../frame.ts";
import { eventsInWords, shownUrl, WebhookState } from "./list-page.ts";
import { Log } from "./log.ts";
import { eventInWords } from "./event-words.ts";

export interface WebhookProps {
  desk: Desk;
  webhook: Webhook;
  deliveries: readonly DeliverySummary[];
  state: DeliverySummary["state"] | undefined;
  nextBefore: string | undefined;
  isFirstPage: boolean;
  notice: string | undefined;
  warning: string | undefined;
}

/** One webhook: what it hears, how it fares, and what was told. */
export function webhookPage(page: Page, props: WebhookProps): string {
  const { t } = page;
  const { desk, webhook, notice, warning } = props;
  const frame = {
    desk,
    tab: "stall",
    title: t("webhooks.one.title"),
    back: { href: `${desk.base}/webhooks`, label: t("webhooks.list.title") },
    actions: () => WebhookState(webhook),
    notice,
    warning,
  } as const;
  return deskPage(page, frame, () => html`<div class="stack">${Trouble(webhook)}${About(props)}${Log(props)}</div>`);
}

function Trouble({ isOn, offReason, failingSinceMs, oldSecretUntilMs }: Webhook): Slot {
  const { t, format } = usePage();
  if (!isOn && offReason !== "")
    return Notice({ tone: offReason === "by-hand" ? "info" : "bad", text: t(`webhooks.one.off.${offReason}`) });
  return [
    failingSinceMs !== undefined &&
      Notice({ tone: "warn", text: t("webhooks.one.failing", { time: format.dateTime(failingSinceMs) }) }),
    oldSecretUntilMs !== undefined &&
      Notice({ text: t("webhooks.one.rotating", { time: format.dateTime(oldSecretUntilMs) }) }),
  ];
}

function About({ desk, webhook }: WebhookProps): Html {
  const { t, format } = usePage();
  const { url, events, names, createdAtMs } = webhook;
  const kinds = events === null ? eventsInWords(events) : events.map(eventInWords).join(", ");
  const facts = [
    { name: t("webhooks.one.address"), value: html`<span class="break">${shownUrl(url)}</span>` },
    { name: t("webhooks.one.events"), value: kinds },
    { name: t("webhooks.one.names"), value: t(`webhooks.one.names.${names}`) },
    { name: t("webhooks.one.added"), value: format.date(createdAtMs) },
  ];
  return Card({ children: [Facts({ facts }), Doings({ desk, webhook })] });
}

function Doings({ desk, webhook: { id, isOn } }: Pick<WebhookProps, "desk" | "webhook">): Html {
  const { t } = usePage();
  const here = `${desk.base}/webhooks/${id}`;
  const post = (to: string, button: Html) => html`<form method="post" action=${`${here}/${to}`}>${button}</form>`;
  return html`<div class="row">
    ${desk.may.edit && isOn && post("test", Button({ label: t("webhooks.one.test"), kind: "primary", icon: "send" }))}
    ${desk.may.edit && (isOn ? post("off", Button({ label: t("webhooks.one.off"), icon: "ban" })) : post("on", Button({ label: t("webhooks.one.on"), kind: "primary", icon: "check" })))}
    ${desk.may.connect && LinkButton({ href: `${here}/edit`, label: t("webhooks.one.edit"), icon: "pencil" })}
    ${desk.may.connect && LinkButton({ href: `${here}/secret`, label: t("webhooks.one.secret"), icon: "key-round" })}
  </div>`;
}
