import type { EcashOp } from "../../../../app/ecash/list-ops.ts";
import { Empty } from "../../../components/empty.ts";
import { Pagination } from "../../../components/pagination.ts";
import { State } from "../../../components/state.ts";
import { Table } from "../../../components/table.ts";
import { Tabs } from "../../../components/tabs.ts";
import { html } from "../../../html.ts";
import type { Html, Slot } from "../../../html.ts";
import { usePage } from "../../../page.ts";
import type { Page } from "../../../page.ts";
import { addressWith } from "../../money/narrow.ts";
import { orderNumber } from "../../order/number.ts";
import { ownerPage } from "../frame.ts";
import { whatOf, whyOf } from "./op-words.ts";
import { shortUrl } from "./short-url.ts";

export const OPS_SHOWN = ["all", "open", "blocked"] as const;

export interface JournalProps {
  ops: readonly EcashOp[];
  shown: (typeof OPS_SHOWN)[number];
  nextBefore: string | undefined;
  isFirstPage: boolean;
}

const BASE = "/owner/ecash/journal";

/** Everything that mints were asked to do, and how it stands. */
export function journalPage(page: Page, props: JournalProps): string {
  const { t } = page;
  const frame = {
    tab: "ecash",
    title: t("ecash.journal.title"),
    lead: t("ecash.journal.lead"),
    back: { href: "/owner/ecash", label: t("ecash.title") },
  } as const;
  return ownerPage(
    page,
    frame,
    () =>
      html`<div class="stack">${Filter(props)} ${props.ops.length === 0 ? Nothing(props) : Ops(props)} ${Pages(props)}</div>`,
  );
}

const LABELS = {
  all: "ecash.journal.all",
  open: "ecash.journal.moving",
  blocked: "ecash.journal.blocked",
} as const;

function Filter({ shown }: JournalProps): Html {
  const { t } = usePage();
  const tabs = OPS_SHOWN.map((each) => ({ href: hrefOf(each), label: t(LABELS[each]), isHere: each === shown }));
  return Tabs({ label: t("ecash.journal.filter"), tabs });
}

function hrefOf(shown: JournalProps["shown"], before?: string): string {
  return addressWith(BASE, { show: shown === "all" ? undefined : shown, before });
}

function Nothing({ shown }: JournalProps): Html {
  const { t } = usePage();
  return Empty({
    icon: shown === "all" ? "coins" : "check",
    title: t(`ecash.journal.none.${shown}.title`),
    text: t(`ecash.journal.none.${shown}.text`),
  });
}

function Ops({ ops }: JournalProps): Html {
  const { t, format } = usePage();
  return Table<EcashOp>({
    caption: t("ecash.journal.title"),
    rows: ops,
    columns: [
      { label: t("ecash.journal.when"), isName: true, cell: ({ createdAtMs }) => format.dateTime(createdAtMs) },
      { label: t("ecash.journal.what"), cell: What },
      { label: t("ecash.journal.order"), cell: Order },
      { label: t("ecash.journal.state"), cell: Standing },
      { label: t("ecash.journal.sums"), align: "end", cell: Sums },
    ],
  });
}

function What(op: EcashOp): Html {
  const page = usePage();
  return html`<div class="stack stack-close">
    <span>${whatOf(page, op)}</span><span class="soft small">${shortUrl(op.mintUrl)}</span>
  </div>`;
}

const TONES = { open: "info", done: "good", refused: "warn", blocked: "bad" } as const;

function Standing(op: EcashOp): Html {
  const page = usePage();
  const why = whyOf(page, op);
  const icon = op.state === "open" ? { icon: "hourglass" as const } : {};
  const state = State({ label: page.t(`ecash.op.${op.state}`), tone: TONES[op.state], ...icon });
  return why === "" ? state : html`${state}<div class="soft small">${why}</div>`;
}

/** What went in and what comes of it; of a payment the change is not known before. */
function Sums({ kind, inputMsat, outputMsat }: EcashOp): Slot {
  const { t, format } = usePage();
  if (kind === "mint") return format.sats(outputMsat);
  if (kind === "melt" || inputMsat === outputMsat) return format.sats(inputMsat);
  return t("ecash.journal.sums.both", { from: format.sats(inputMsat), to: format.sats(outputMsat) });
}

function Order({ orderId }: EcashOp): Slot {
  return orderId === undefined
    ? "–"
    : html`<a class="target" href=${`/owner/orders/${orderId}`}>${orderNumber(orderId)}</a>`;
}

function Pages({ shown, nextBefore, isFirstPage }: JournalProps): Slot {
  return Pagination({
    order: "time",
    previousHref: isFirstPage ? undefined : hrefOf(shown),
    nextHref: nextBefore === undefined ? undefined : hrefOf(shown, nextBefore),
  });
}
