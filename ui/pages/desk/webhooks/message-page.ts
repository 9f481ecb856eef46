import type { Attempt, DeliverySummary } from "../../../../app/webhooks/outgoing/list-deliveries.ts";
import type { Webhook } from "../../../../app/webhooks/outgoing/webhook.ts";
import { Button } from "../../../components/button.ts";
import { Card } from "../../../components/card.ts";
import { Short } from "../../../components/copy-field.ts";
import { Facts } from "../../../components/facts.ts";
import { Section } from "../../../components/section.ts";
import { State } from "../../../components/state.ts";
import { html } from "../../../html.ts";
import type { Html } from "../../../html.ts";
import { usePage } from "../../../page.ts";
import type { Page } from "../../../page.ts";
import { orderNumber } from "../../order/number.ts";
import { deskPage } from "../frame.ts";
import type { Desk } from "../frame.ts";
import { eventInWords } from "./event-words.ts";
import { DeliveryState } from "./log.ts";

export interface MessageProps {
  desk: Desk;
  webhook: Webhook;
  delivery: DeliverySummary & { tries: readonly Attempt[] };
  notice: string | undefined;
}

/** One message with what its receiver said each time. */
export function messagePage(page: Page, props: MessageProps): string {
  const { t } = page;
  const { desk, webhook, delivery, notice } = props;
  const frame = {
    desk,
    tab: "stall",
    title: t("webhooks.message.title"),
    back: { href: `${desk.base}/webhooks/${webhook.id}`, label: t("webhooks.one.title") },
    actions: () => DeliveryState(delivery),
    notice,
  } as const;
  return deskPage(page, frame, () => html`<div class="stack">${About(props)}${Tries(props)}</div>`);
}

function About({ desk, webhook, delivery }: MessageProps): Html {
  const { t, format } = usePage();
  const { id, type, orderId, original, nextTryAtMs, createdAtMs, state } = delivery;
  const here = `${desk.base}/webhooks/${webhook.id}/deliveries`;
  const facts = [
    { name: t("webhooks.log.event"), value: eventInWords(type) },
    ...(orderId === undefined
      ? []
      : [
          {
            name: t("webhooks.message.order"),
            value: html`<a href=${`${desk.base}/orders/${orderId}`}>${orderNumber(orderId)}</a>`,
          },
        ]),
    { name: t("webhooks.log.time"), value: format.dateTime(createdAtMs) },
    { name: t("webhooks.message.id"), value: Short({ text: original ?? id, keep: 10 }) },
    ...(original === undefined
      ? []
      : [
          {
            name: t("webhooks.message.original"),
            value: html`<a href=${`${here}/${original}`}>${Short({ text: original, keep: 10 })}</a>`,
          },
        ]),
    ...(nextTryAtMs === undefined ? [] : [{ name: t("webhooks.message.next"), value: format.dateTime(nextTryAtMs) }]),
  ];
  const label = t(state === "waiting" ? "webhooks.message.hurry" : "webhooks.message.again");
  const isOffered = desk.may.edit && webhook.isOn && !delivery.isBeingSent;
  return Card({
    children: html`${Facts({ facts })}
      ${state === "dropped" && html`<p class="soft">${t("webhooks.message.dropped")}</p>`}
      ${isOffered && html`<form class="row" method="post" action=${`${here}/${id}/again`}>${Button({ label, kind: "primary", icon: "refresh-cw" })}</form>`}`,
  });
}

function Tries({ delivery: { tries } }: MessageProps): Html {
  const { t } = usePage();
  return Section({
    id: "tries",
    title: t("webhooks.message.tries"),
    children:
      tries.length === 0
        ? html`<p class="soft">${t("webhooks.message.tries.none")}</p>`
        : html`<div class="stack">${tries.map(Try)}</div>`,
  });
}

function Try({ number, atMs, tookMs, status, error, answer }: Attempt): Html {
  const { t, format } = usePage();
  const isTaken = status !== null && status >= 200 && status < 300;
  const said = status === null ? t("webhooks.try.silent") : t("webhooks.try.answered", { status: String(status) });
  const words = status === null ? error : answer;
  return Card({
    level: 3,
    title: t("webhooks.try.number", { number: String(number) }),
    aside: State({ label: said, tone: isTaken ? "good" : "bad" }),
    children: html`<p class="soft">${t("webhooks.try.took", { time: format.dateTime(atMs), ms: tookMs.toString() })}</p>
      ${words !== "" && html`<p class="typed">${words}</p>`}`,
  });
}
