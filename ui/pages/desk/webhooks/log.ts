import type { DeliverySummary } from "../../../../app/webhooks/outgoing/list-deliveries.ts";
import { Empty } from "../../../components/empty.ts";
import { Pagination } from "../../../components/pagination.ts";
import { Section } from "../../../components/section.ts";
import { State } from "../../../components/state.ts";
import { Table } from "../../../components/table.ts";
import { Tabs } from "../../../components/tabs.ts";
import { html } from "../../../html.ts";
import type { Html, Slot } from "../../../html.ts";
import { usePage } from "../../../page.ts";
import { orderNumber } from "../../order/number.ts";
import { eventInWords } from "./event-words.ts";
import type { WebhookProps } from "./webhook-page.ts";

const STATES = ["waiting", "sent", "failed", "dropped"] as const;

/** What was told and what waits, newest event first. */
export function Log(props: WebhookProps): Html {
  const { t } = usePage();
  const { desk, webhook, deliveries, state, nextBefore, isFirstPage } = props;
  const here = `${desk.base}/webhooks/${webhook.id}`;
  const kept = state === undefined ? "" : `state=${state}&`;
  return Section({
    id: "log",
    title: t("webhooks.one.log"),
    aside: html`<span class="soft small">${t("webhooks.one.log.kept")}</span>`,
    children: html`<div class="stack">
      ${Filter({ here, state })}
      ${deliveries.length === 0 ? Nothing(props) : Messages({ here, deliveries })}
      ${Pagination({
        order: "time",
        previousHref: isFirstPage ? undefined : `${here}?${kept}`,
        nextHref: nextBefore === undefined ? undefined : `${here}?${kept}before=${nextBefore}`,
      })}
    </div>`,
  });
}

function Filter({ here, state }: { here: string; state: DeliverySummary["state"] | undefined }): Html {
  const { t } = usePage();
  const all = { href: here, label: t("webhooks.log.all"), isHere: state === undefined };
  const tabs = STATES.map((each) => ({
    href: `${here}?state=${each}`,
    label: t(`webhooks.delivery.${each}`),
    isHere: each === state,
  }));
  return Tabs({ label: t("webhooks.log.filter"), tabs: [all, ...tabs] });
}

function Nothing({ state, isFirstPage }: WebhookProps): Html {
  const { t } = usePage();
  const why = state === undefined && isFirstPage ? "empty" : "none";
  return Empty({ icon: "send", title: t(`webhooks.one.log.${why}.title`), text: t(`webhooks.one.log.${why}.text`) });
}

function Messages({ here, deliveries }: { here: string; deliveries: readonly DeliverySummary[] }): Html {
  const { t, format } = usePage();
  return Table<DeliverySummary>({
    caption: t("webhooks.one.log"),
    rows: deliveries,
    columns: [
      {
        label: t("webhooks.log.event"),
        isName: true,
        cell: ({ id, type, original }) => [
          html`<a class="target" href=${`${here}/deliveries/${id}`}>${eventInWords(type)}</a>`,
          original !== undefined && html`<br /><span class="soft small">${t("webhooks.log.again")}</span>`,
        ],
      },
      {
        label: t("webhooks.log.order"),
        cell: ({ orderId }) => (orderId === undefined ? "–" : orderNumber(orderId)),
      },
      { label: t("webhooks.log.time"), cell: ({ createdAtMs }) => format.dateTime(createdAtMs) },
      { label: t("webhooks.log.state"), cell: DeliveryState },
      { label: t("webhooks.log.answer"), cell: lastAnswer },
    ],
  });
}

const LOOKS = {
  waiting: { tone: "info", icon: "clock" },
  sent: { tone: "good" },
  failed: { tone: "bad" },
  dropped: { tone: "info", icon: "ban" },
} as const;

export function DeliveryState({ state, isBeingSent }: DeliverySummary): Html {
  const { t } = usePage();
  return State({ label: t(`webhooks.delivery.${isBeingSent ? "sending" : state}`), ...LOOKS[state] });
}

function lastAnswer({ lastStatus, attempts, nextTryAtMs }: DeliverySummary): Slot {
  const { t, format } = usePage();
  if (lastStatus === undefined) return "–";
  const answer = lastStatus === null ? t("webhooks.log.no-answer") : String(lastStatus);
  if (nextTryAtMs === undefined || attempts === 0) return answer;
  return html`${answer}<br /><span class="soft small">${t("webhooks.log.next", { time: format.dateTime(nextTryAtMs) })}</span>`;
}
