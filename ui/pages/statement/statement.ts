import type { Movement } from "../../../app/payments/statement/movement.ts";
import { Button } from "../../components/button.ts";
import { Disclosure } from "../../components/disclosure.ts";
import { Empty } from "../../components/empty.ts";
import { Field } from "../../components/field.ts";
import { LinkButton } from "../../components/link-button.ts";
import { Pagination } from "../../components/pagination.ts";
import { Stats } from "../../components/stat.ts";
import { Table } from "../../components/table.ts";
import { Tabs } from "../../components/tabs.ts";
import { html } from "../../html.ts";
import type { Html, Slot } from "../../html.ts";
import type { Fiat } from "../../i18n/format.ts";
import { usePage } from "../../page.ts";
import { orderNumber } from "../order/number.ts";

type Kind = "month" | "quarter" | "year";

/** A line, and what its gross amount was worth where that is known. */
export type ShownMovement = Movement & { worth: Fiat | undefined };

/** A period's lines with the balances around them, and the ways to other periods. */
export interface StatementView {
  /** The page's path. */
  base: string;
  openingMsat: bigint;
  closingMsat: bigint;
  movements: readonly ShownMovement[];
  period: {
    kind: Kind | "days";
    fromMs: bigint;
    untilMs: bigint;
    query: string;
    earlier: string | undefined;
    later: string | undefined;
    firstDay: string;
    lastDay: string;
  };
  /** The month, quarter and year that it is now. */
  kinds: readonly { kind: Kind; query: string }[];
  isFirstPage: boolean;
  nextQuery: string | undefined;
}

/** `hub` says earned and spent where a stall's says amount and fee. */
export function Statement(view: StatementView, side: "stall" | "hub"): Html {
  const { t } = usePage();
  return html`<div class="stack">
    ${Periods(view)} ${Figures(view)}
    ${view.movements.length === 0 ? Empty({ icon: "receipt-text", title: t("ledger.statement.empty.title"), text: t("ledger.statement.empty.text") }) : Lines(view, side)}
    ${Pages(view)} ${Files(view)}
    <p class="soft small">${t("ledger.statement.worth")}</p>
  </div>`;
}

function Periods({ base, period, kinds }: StatementView): Html {
  const { t, format } = usePage();
  const span = { from: format.date(period.fromMs), to: format.date(period.untilMs - 1n) };
  return html`<div class="stack no-print">
    ${Tabs({
      label: t("ledger.statement.periods"),
      tabs: kinds.map(({ kind, query }) => ({
        href: `${base}?${query}`,
        label: t(`ledger.statement.${kind}`),
        isHere: kind === period.kind,
      })),
    })}
    <div class="row">
      ${period.earlier !== undefined && LinkButton({ href: `${base}?${period.earlier}`, label: t("ledger.statement.earlier"), icon: "arrow-left" })}
      <strong>${t("ledger.statement.span", span)}</strong>
      ${period.later !== undefined && LinkButton({ href: `${base}?${period.later}`, label: t("ledger.statement.later"), icon: "arrow-right", isIconLast: true })}
    </div>
    ${Disclosure({ summary: t("ledger.statement.days"), isOpen: period.kind === "days", children: Days({ base, period }) })}
  </div>`;
}

function Days({ base, period }: Pick<StatementView, "base" | "period">): Html {
  const { t } = usePage();
  return html`<form class="filter" method="get" action=${base}>
    ${Field({ kind: "text", type: "date", name: "from", label: t("ledger.statement.from"), value: period.firstDay })}
    ${Field({ kind: "text", type: "date", name: "to", label: t("ledger.statement.to"), value: period.lastDay })}
    ${Button({ label: t("ledger.statement.show"), icon: "search" })}
  </form>`;
}

function Figures({ openingMsat, closingMsat }: StatementView): Html {
  const { t } = usePage();
  return Stats({
    stats: [
      { label: t("ledger.statement.opening"), value: Signed(openingMsat) },
      { label: t("ledger.statement.closing"), value: Signed(closingMsat) },
    ],
  });
}

/** A true minus sign, which is as wide as a figure and is read aloud. */
function Signed(amountMsat: bigint): string {
  const { format } = usePage();
  const sats = format.sats(amountMsat < 0n ? -amountMsat : amountMsat, { isExact: true });
  return amountMsat < 0n ? `\u2212${sats}` : sats;
}

function Lines({ movements }: StatementView, side: "stall" | "hub"): Html {
  const { t, format } = usePage();
  const name = (column: "gross" | "fee" | "net") =>
    t(side === "hub" ? `ledger.statement.hub.${column}` : `ledger.statement.${column}`);
  return Table<ShownMovement>({
    caption: t("ledger.statement.title"),
    rows: movements,
    columns: [
      { label: t("ledger.statement.when"), cell: ({ atMs }) => format.dateTime(atMs) },
      { label: t("ledger.statement.what"), isName: true, cell: What },
      { label: name("gross"), align: "end", cell: Amount },
      { label: name("fee"), align: "end", cell: ({ feeMsat }) => (feeMsat === 0n ? "–" : Signed(feeMsat)) },
      { label: name("net"), align: "end", cell: ({ netMsat }) => Signed(netMsat) },
      { label: t("ledger.statement.balance"), align: "end", cell: ({ balanceMsat }) => Signed(balanceMsat) },
    ],
  });
}

function What({ kind, orderId }: Movement): string {
  const { t } = usePage();
  if (kind === "payout" || kind === "payout-back" || kind === "mint-fee") return t(`ledger.statement.kind.${kind}`);
  return t(`ledger.statement.kind.${kind}`, { number: orderNumber(orderId ?? "") });
}

function Amount({ grossMsat, worth }: ShownMovement): Slot {
  if (worth === undefined) return Signed(grossMsat);
  return html`<span class="money"
    ><span>${Signed(grossMsat)}</span><span class="soft small">${usePage().format.fiat(worth)}</span></span
  >`;
}

function Pages({ base, period, isFirstPage, nextQuery }: StatementView): Slot {
  return Pagination({
    previousHref: isFirstPage ? undefined : `${base}?${period.query}`,
    nextHref: nextQuery === undefined ? undefined : `${base}?${nextQuery}`,
  });
}

function Files({ base, period }: StatementView): Html {
  const { t } = usePage();
  return html`<div class="row no-print">
    ${LinkButton({ href: `${base}.csv?${period.query}`, label: t("ledger.statement.csv"), icon: "download" })}
    ${LinkButton({ href: `${base}.json?${period.query}`, label: t("ledger.statement.json"), icon: "download" })}
  </div>`;
}
