import { Button } from "../components/button.ts";
import { Card } from "../components/card.ts";
import { Chart } from "../components/chart.ts";
import { Disclosure } from "../components/disclosure.ts";
import { Empty } from "../components/empty.ts";
import { LinkButton } from "../components/link-button.ts";
import { Money } from "../components/money.ts";
import { Notice } from "../components/notice.ts";
import { OrderStateBadge } from "../components/order-state.ts";
import { Pagination } from "../components/pagination.ts";
import { Progress } from "../components/progress.ts";
import { State } from "../components/state.ts";
import { Stats } from "../components/stat.ts";
import { Table } from "../components/table.ts";
import { Tabs } from "../components/tabs.ts";
import { html } from "../html.ts";
import type { Html } from "../html.ts";
import { usePage } from "../page.ts";
import { samplePrice } from "./specimen-goods.ts";

const DAY_MS = 86_400_000;
const ORDER_STATES = ["open", "paid", "shipped", "received", "closed", "expired", "cancelled"] as const;
const SALES_SAT = [
  12_000, 0, 34_500, 21_000, 8_000, 55_200, 40_100, 18_900, 3_000, 27_700, 61_000, 44_000, 12_345, 38_000,
];

/** Figures, orders and sales of a desk. */
export function SpecimenDesk(): Html {
  const { t, format, nowMs } = usePage();
  const rows = ORDER_STATES.map((state, index) => ({
    number: `7K2M-${index + 1}`,
    state,
    atMs: nowMs - index * DAY_MS,
    sats: 12_345 * (index + 1),
  }));
  return html`<div class="stack stack-wide">
    ${Tabs({
      label: t("desk.title"),
      tabs: [
        { href: "#now", label: t("desk.tab.now") },
        { href: "#orders", label: t("desk.tab.orders"), isHere: true },
        { href: "#products", label: t("desk.tab.products") },
        { href: "#money", label: t("desk.tab.money") },
        { href: "#stall", label: t("desk.tab.stall") },
      ],
    })}
    ${Stats({
      stats: [
        { label: t("owner.stat.today"), value: Money(samplePrice(38_000)) },
        { label: t("owner.stat.orders"), value: format.number(7) },
        {
          label: t("owner.node.title"),
          value: "Alder",
          note: State({ label: t("owner.node.state.synced"), tone: "good" }),
        },
        { label: t("owner.stat.refundable"), value: Money({ amountMsat: 0n }) },
      ],
    })}
    ${Table({
      caption: t("desk.orders.title"),
      rows,
      columns: [
        { label: t("desk.orders.number"), isName: true, cell: (row) => html`<a href="#order">${row.number}</a>` },
        { label: t("desk.orders.date"), cell: (row) => format.date(row.atMs) },
        { label: t("desk.orders.state"), cell: (row) => OrderStateBadge({ state: row.state }) },
        { label: t("desk.orders.total"), align: "end", cell: (row) => Money(samplePrice(row.sats)) },
      ],
    })}
    ${Pagination({ previousHref: "#newer", nextHref: "#older", order: "time" })}
    ${Card({
      children: Chart({
        title: t("desk.money.chart"),
        labelHeading: t("desk.orders.date"),
        valueHeading: t("desk.money.sold"),
        points: SALES_SAT.map((sats, index) => ({
          label: format.date(nowMs - (SALES_SAT.length - 1 - index) * DAY_MS),
          value: sats,
          words: format.sats(BigInt(sats) * 1000n),
        })),
      }),
    })}
  </div>`;
}

/** What the hub says back: notices, states, empty places, help. */
export function SpecimenWords(): Html {
  const { t, format } = usePage();
  return html`<div class="stack">
    ${Notice({ tone: "good", text: t("market.product.added", { product: "Wildflower honey" }), action: html`<a class="link" href="#basket">${t("market.product.added.action")}</a>` })}
    ${Notice({ tone: "info", text: t("checkout.details.privacy") })}
    ${Notice({ tone: "warn", title: t("owner.rate.stale"), text: t("owner.rate.stale.text", { time: "14:05" }) })}
    ${Notice({ tone: "bad", title: t("checkout.expired.title"), text: t("checkout.expired.text"), action: Button({ label: t("checkout.expired.action") }) })}
    <div class="row">
      ${ORDER_STATES.map((state) => OrderStateBadge({ state }))}
      ${State({ label: t("owner.node.state.away"), tone: "bad" })}
    </div>
    ${Card({
      children: [
        Progress({ label: t("owner.node.syncing.text"), done: 3, all: 12, words: format.percent(0.25) }),
        html`<div>${Disclosure({ summary: `${t("order.rail.lightning")}: ${t("chrome.what-is-this")}`, isOpen: true, children: html`<p>${t("chrome.lightning.what")}</p>` })}
        ${Disclosure({ summary: `${t("order.rail.ecash")}: ${t("chrome.what-is-this")}`, children: html`<p>${t("chrome.ecash.what")}</p>` })}
        ${Disclosure({ summary: `${t("order.rail.chain")}: ${t("chrome.what-is-this")}`, children: html`<p>${t("chrome.onchain.what")}</p>` })}
        ${Disclosure({ summary: `sat: ${t("chrome.what-is-this")}`, children: html`<p>${t("chrome.sat.what")}</p>` })}</div>`,
      ],
    })}
    ${Empty({ icon: "shopping-basket", title: t("checkout.basket.empty.title"), text: t("checkout.basket.empty.text"), action: LinkButton({ href: "#", label: t("checkout.basket.empty.action"), kind: "primary" }) })}
  </div>`;
}
