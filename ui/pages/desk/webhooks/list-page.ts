import type { Webhook } from "../../../../app/webhooks/outgoing/webhook.ts";
import { Empty } from "../../../components/empty.ts";
import { LinkButton } from "../../../components/link-button.ts";
import { State } from "../../../components/state.ts";
import { Table } from "../../../components/table.ts";
import { html } from "../../../html.ts";
import type { Html } from "../../../html.ts";
import { usePage } from "../../../page.ts";
import type { Page } from "../../../page.ts";
import { deskPage } from "../frame.ts";
import type { Desk } from "../frame.ts";

export interface WebhooksProps {
  desk: Desk;
  webhooks: readonly Webhook[];
  notice: string | undefined;
}

/** The addresses at which programs hear of a stall's events. */
export function webhooksPage(page: Page, props: WebhooksProps): string {
  const { t } = page;
  const { desk, webhooks, notice } = props;
  const frame = {
    desk,
    tab: "stall",
    title: t("webhooks.list.title"),
    lead: t("webhooks.list.lead"),
    back: { href: `${desk.base}/stall`, label: t("desk.tab.stall") },
    notice,
    ...(desk.may.connect && webhooks.length > 0 ? { actions: () => Add(desk) } : {}),
  } as const;
  return deskPage(page, frame, () => (webhooks.length === 0 ? Nothing(desk) : List(props)));
}

function Add({ base }: Desk): Html {
  const label = usePage().t("webhooks.list.add");
  return LinkButton({ href: `${base}/webhooks/new`, label, kind: "primary", icon: "plus" });
}

function Nothing(desk: Desk): Html {
  const { t } = usePage();
  return Empty({
    icon: "send",
    title: t("webhooks.list.empty.title"),
    text: t("webhooks.list.empty.text"),
    ...(desk.may.connect ? { action: Add(desk) } : {}),
  });
}

function List({ desk, webhooks }: WebhooksProps): Html {
  const { t } = usePage();
  return Table<Webhook>({
    caption: t("webhooks.list.title"),
    rows: webhooks,
    columns: [
      {
        label: t("webhooks.list.address"),
        isName: true,
        cell: ({ id, url }) => html`<a class="target" href=${`${desk.base}/webhooks/${id}`}>${shownUrl(url)}</a>`,
      },
      { label: t("webhooks.list.events"), cell: ({ events }) => eventsInWords(events) },
      { label: t("webhooks.list.state"), cell: WebhookState },
    ],
  });
}

/** Without what stands behind the path, which may be a password of the receiver's. */
export function shownUrl(url: string): string {
  const { host, pathname, search } = new URL(url);
  return `${host}${pathname === "/" ? "" : pathname}${search === "" ? "" : "?…"}`;
}

export function eventsInWords(events: Webhook["events"]): string {
  const { t } = usePage();
  return events === null ? t("webhooks.events.all") : t("webhooks.events.some", { count: events.length });
}

export function WebhookState({ isOn, offReason, failingSinceMs }: Webhook): Html {
  const { t } = usePage();
  if (isOn)
    return failingSinceMs === undefined
      ? State({ label: t("webhooks.state.on"), tone: "good" })
      : State({ label: t("webhooks.state.failing"), tone: "warn" });
  if (offReason === "gone") return State({ label: t("webhooks.state.gone"), tone: "bad" });
  if (offReason === "failing") return State({ label: t("webhooks.state.failing-off"), tone: "bad" });
  return State({ label: t("webhooks.state.by-hand"), icon: "ban" });
}
