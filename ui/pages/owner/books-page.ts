import type { Finding } from "../../../app/payments/reconcile/list-findings.ts";
import type { HaltState } from "../../../app/payments/restoration/read-halt.ts";
import type { ReconciliationRun } from "../../../app/payments/reconcile/run-state.ts";
import { Button } from "../../components/button.ts";
import { Card } from "../../components/card.ts";
import { Short } from "../../components/copy-field.ts";
import { Disclosure } from "../../components/disclosure.ts";
import { Empty } from "../../components/empty.ts";
import { Facts } from "../../components/facts.ts";
import { Notice } from "../../components/notice.ts";
import { Section } from "../../components/section.ts";
import { Stats } from "../../components/stat.ts";
import { Table } from "../../components/table.ts";
import { html } from "../../html.ts";
import type { Html, Slot } from "../../html.ts";
import { usePage } from "../../page.ts";
import type { Page } from "../../page.ts";
import { orderNumber } from "../order/number.ts";
import { ownerPage } from "./frame.ts";
import { HaltCard, IsIt } from "./halt-card.ts";

export const BOOKS_SAID = ["begun", "lifted", "booked"] as const;

export type BooksSaid = (typeof BOOKS_SAID)[number];

export interface BooksProps {
  /** The last comparison, which may be under way, and the last one that has ended. */
  latest: ReconciliationRun | undefined;
  ended: ReconciliationRun | undefined;
  open: readonly Finding[];
  closed: readonly Finding[];
  /** Why nothing is sent, if so. */
  halt: HaltState | undefined;
  /** What was just done: a comparison was asked for, money leaves again, or a payment was recognized. */
  said: BooksSaid | undefined;
}

const LOOK_AGAIN_SECONDS = 5;

/** Whether the books, the node and the chain say the same; what does not fit, and what to do about it. */
export function booksPage(page: Page, props: BooksProps): string {
  const { t } = page;
  const isRunning = props.latest?.state === "running";
  const frame = {
    tab: "payments",
    title: t("ledger.books.title"),
    lead: t("ledger.books.lead"),
    back: { href: "/owner/payments", label: t("owner.payments.title") },
    notice: noticeOf(page, props, isRunning),
    actions: Compare,
    ...(props.said === "begun" || isRunning ? { refreshSeconds: LOOK_AGAIN_SECONDS } : {}),
  } as const;
  return ownerPage(page, frame, () => [
    HaltCard(props.halt),
    Running(props),
    Failed(props),
    Figures(props),
    Findings(props),
    Closed(props),
  ]);
}

function noticeOf({ t }: Page, { said }: BooksProps, isRunning: boolean): string | undefined {
  if (said === undefined || (said === "begun" && isRunning)) return undefined;
  return said === "begun" ? t("ledger.books.begun") : t(`restored.${said}`);
}

function Compare(): Slot {
  const { t, viewer } = usePage();
  if (!viewer.may("books.compare")) return undefined;
  return html`<form method="post" action="/owner/books/compare">
    ${Button({ label: t("ledger.books.compare"), kind: "primary", icon: "refresh-cw" })}
  </form>`;
}

function Running({ latest }: BooksProps): Slot {
  if (latest?.state !== "running") return undefined;
  return Notice({ text: usePage().t("ledger.books.running", { count: Number(latest.compared) }) });
}

const REASONS = ["node-unavailable", "misconfigured", "broken-off"] as const;

function Failed({ ended }: BooksProps): Slot {
  if (ended?.state !== "failed") return undefined;
  const reason = REASONS.find((each) => each === ended.reason) ?? "bug";
  return Notice({ tone: "warn", text: usePage().t(`ledger.books.failed.${reason}`) });
}

function Figures({ ended }: BooksProps): Html {
  const { t, format, nowMs } = usePage();
  const when = ended === undefined ? t("ledger.books.never") : format.relative(ended.updatedAtMs, nowMs);
  const money = (amountMsat: bigint | undefined) =>
    amountMsat === undefined ? t("ledger.books.spendable.unknown") : format.sats(amountMsat, { isExact: true });
  const sums =
    ended?.state === "done"
      ? [
          { label: t("ledger.books.owed"), value: money(ended.owedMsat) },
          { label: t("ledger.books.spendable"), value: money(ended.spendableMsat) },
        ]
      : [];
  const note = html`<span class="soft small">${t("ledger.books.hourly")}</span>`;
  return Stats({ stats: [{ label: t("ledger.books.last"), value: when, note }, ...sums] });
}

function Findings({ open, ended }: BooksProps): Slot {
  const { t } = usePage();
  if (open.length > 0)
    return Section({
      id: "findings",
      title: t("ledger.books.findings"),
      children: html`<div class="stack">${open.map(OpenFinding)}</div>`,
    });
  if (ended?.state !== "done") return undefined;
  return Empty({ icon: "circle-check", title: t("ledger.books.fine.title"), text: t("ledger.books.fine.text") });
}

function OpenFinding(finding: Finding): Html {
  const { t, format } = usePage();
  return Card({
    title: t(`ledger.books.kind.${finding.kind}`),
    level: 3,
    children: [
      Facts({
        facts: [
          ...Sums(finding),
          { name: t("ledger.books.since"), value: format.dateTime(finding.foundAtMs) },
          ...(finding.subject === "" ? [] : [{ name: About(finding), value: Short({ text: finding.subject }) }]),
        ],
      }),
      html`<p><strong>${t("ledger.books.todo")}</strong><br />${t(`ledger.books.do.${finding.kind}`)}</p>`,
      finding.kind === "payment-unknown" && IsIt(finding),
    ],
  });
}

const OF_THE_MINT: ReadonlySet<Finding["kind"]> = new Set(["coin-gone", "ecash-differs"]);

/** What both say, where they differ in it; of the mint's backing, what stands behind what is owed. */
function Sums({ kind, bookedMsat, nodeMsat }: Finding): { name: string; value: string }[] {
  const { t, format } = usePage();
  const sats = (amountMsat: bigint) => format.sats(amountMsat, { isExact: true });
  if (bookedMsat === nodeMsat) return [{ name: t("ledger.books.sum"), value: sats(bookedMsat) }];
  if (kind === "mint-short")
    return [
      { name: t("solvency.owed"), value: sats(bookedMsat) },
      { name: t("solvency.backing"), value: sats(nodeMsat) },
    ];
  return [
    { name: t("ledger.books.booked"), value: sats(bookedMsat) },
    { name: t(OF_THE_MINT.has(kind) ? "ledger.books.at-mint" : "ledger.books.there"), value: sats(nodeMsat) },
  ];
}

function About({ orderId, outgoingId }: Finding): Slot {
  const { t } = usePage();
  if (orderId !== undefined)
    return html`<a class="target" href=${`/owner/orders/${orderId}`}>${t("ledger.books.order", { number: orderNumber(orderId) })}</a>`;
  return outgoingId === undefined
    ? t("ledger.books.finding")
    : html`<a class="target" href="/owner/outgoing">${t("money.list.payout")}</a>`;
}

function Closed({ closed }: BooksProps): Slot {
  if (closed.length === 0) return undefined;
  const { t, format } = usePage();
  return Disclosure({
    summary: t("ledger.books.closed"),
    children: Table<Finding>({
      caption: t("ledger.books.closed"),
      rows: closed,
      columns: [
        { label: t("ledger.books.finding"), isName: true, cell: ({ kind }) => t(`ledger.books.kind.${kind}`) },
        { label: t("ledger.books.since"), cell: ({ foundAtMs }) => format.dateTime(foundAtMs) },
        { label: t("ledger.books.closed.at"), cell: ({ closedAtMs = 0n }) => format.dateTime(closedAtMs) },
      ],
    }),
  });
}
