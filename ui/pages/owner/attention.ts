import type { TakenBack } from "../../../app/payments/list-taken-back.ts";
import { Link } from "../../components/link.ts";
import type { NoticeProps } from "../../components/notice.ts";
import type { Page } from "../../page.ts";
import type { OverviewProps } from "./overview-page.ts";
import { aboutEcash } from "./ecash/troubles.ts";
import { orderNumber } from "../order/number.ts";
import { OWED_PAYMENTS } from "./payments-page.ts";
import { aboutShortage } from "./receiving-card.ts";
import type { ShownRate } from "./rates-card.ts";

/** What the owner should look after, the worst first. */
export function attentionsOf(
  page: Page,
  {
    halt,
    node,
    receiving,
    rates,
    money,
    takenBack,
    findings,
    ecash,
  }: Pick<OverviewProps, "halt" | "node" | "receiving" | "rates" | "money" | "takenBack" | "findings" | "ecash">,
): NoticeProps[] {
  const { t } = page;
  const books: NoticeProps[] = money.isBalanced
    ? []
    : [
        {
          tone: "bad",
          title: `${t("owner.checks.ledger")}: ${t("owner.checks.failed")}`,
          text: t("owner.money.off.text"),
        },
      ];
  return [
    ...halted(page, halt),
    ...books,
    ...misfits(page, findings),
    ...lost(page, takenBack),
    ...stuck(page, money),
    ...aboutEcash(page, ecash),
    ...aboutNode(page, node),
    ...aboutShortage(page, receiving),
    ...rates.flatMap((rate) => aboutRate(page, rate)),
    ...owed(page, money),
  ];
}

/** Nothing is sent until the owner says so. */
function halted({ t, format }: Page, halt: OverviewProps["halt"]): NoticeProps[] {
  if (halt === undefined) return [];
  return [
    {
      tone: "bad",
      title: t("restored.title"),
      text: t("restored.text", { backup: format.dateTime(halt.backupAtMs) }),
      action: Link({ href: "/owner/books", label: t("restored.open") }),
    },
  ];
}

/** What comparing the books with the node has found. */
function misfits({ t }: Page, count: number): NoticeProps[] {
  if (count === 0) return [];
  return [
    {
      tone: "bad",
      title: t("ledger.books.attention", { count }),
      text: t("ledger.books.attention.text"),
      action: Link({ href: "/owner/books", label: t("ledger.books.attention.action") }),
    },
  ];
}

/** Goods are gone and so is their money: each order by itself, because each buyer has to be asked. */
function lost({ t, format }: Page, takenBack: readonly TakenBack[]): NoticeProps[] {
  return takenBack.map(({ orderId, missingMsat }) => ({
    tone: "bad",
    title: t("owner.attention.taken-back", { number: orderNumber(orderId) }),
    text: t("owner.attention.taken-back.text", { amount: format.sats(missingMsat, { isExact: true }) }),
    action: Link({ href: `/owner/orders/${orderId}`, label: t("owner.attention.taken-back.action") }),
  }));
}

/** No block takes it: somebody has to look at the node. */
function stuck({ t }: Page, { stuckOnChain: count }: OverviewProps["money"]): NoticeProps[] {
  if (count === 0) return [];
  return [
    {
      tone: "bad",
      title: t("giving.stuck", { count }),
      text: t("giving.stuck.text"),
      action: Link({ href: "/owner/outgoing?show=moving", label: t("giving.stuck.action") }),
    },
  ];
}

function aboutNode({ t }: Page, node: OverviewProps["node"]): NoticeProps[] {
  if (node.kind === "away")
    return [{ tone: "bad", title: t("owner.node.state.away"), text: t("owner.node.away.text") }];
  if (node.kind === "locked-out")
    return [{ tone: "bad", title: t("owner.node.trouble"), text: t("owner.node.trouble.text") }];
  const found: NoticeProps[] = [];
  if (!node.info.isSyncedToChain)
    found.push({ tone: "warn", title: t("owner.node.state.syncing"), text: t("owner.node.syncing.text") });
  if (!node.info.isVersionSupported) found.push({ tone: "warn", text: t("owner.node.unsupported") });
  return found;
}

function aboutRate({ t, format }: Page, { currency, rate }: ShownRate): NoticeProps[] {
  if (rate === undefined)
    return [{ tone: "bad", title: t("owner.rates.missing"), text: t("owner.rates.missing.text", { currency }) }];
  if (rate.freshness !== "stale") return [];
  return [
    {
      tone: "warn",
      title: t("owner.attention.rate", { currency }),
      text: t("owner.rate.stale.text", { time: format.dateTime(rate.atMs) }),
    },
  ];
}

/** Nothing is broken, but somebody waits for money. */
function owed({ t, format }: Page, { refundableMsat, owedOrders }: OverviewProps["money"]): NoticeProps[] {
  if (owedOrders === 0) return [];
  return [
    {
      tone: "warn",
      title: t("owner.attention.owed", { count: owedOrders }),
      text: t("owner.attention.owed.text", { amount: format.sats(refundableMsat, { isExact: true }) }),
      action: Link({ href: OWED_PAYMENTS, label: t("owner.attention.owed.action") }),
    },
  ];
}
