import type { OutgoingSummary } from "../../../app/payments/outgoing/list-outgoing.ts";
import { Money } from "../../components/money.ts";
import { Table } from "../../components/table.ts";
import type { Column } from "../../components/table.ts";
import { html } from "../../html.ts";
import type { Html, Slot } from "../../html.ts";
import { usePage } from "../../page.ts";
import { OutgoingState } from "./outgoing-state.ts";

export interface OutgoingTableProps {
  caption: string;
  outgoing: readonly OutgoingSummary[];
  /** What it is for, where there are several kinds. */
  about?: ((outgoing: OutgoingSummary) => Slot) | undefined;
  actions?: ((outgoing: OutgoingSummary) => Slot) | undefined;
  /** The address of a page of its own, where it has one. */
  hrefOf?: ((outgoing: OutgoingSummary) => string) | undefined;
}

/** Money that leaves, newest first, each with where it is. */
export function OutgoingTable({ caption, outgoing, about, actions, hrefOf }: OutgoingTableProps): Html {
  const { t } = usePage();
  const columns: Column<OutgoingSummary>[] = [
    { label: t("money.list.when"), isName: true, cell: (each) => When(each, hrefOf?.(each)) },
    ...(about === undefined ? [] : [{ label: t("money.list.kind"), cell: about }]),
    { label: t("money.list.to"), cell: Destination },
    { label: t("money.list.state"), cell: OutgoingState },
    {
      label: t("money.list.amount"),
      align: "end",
      cell: ({ amountMsat }) => Money({ amountMsat, isExact: true }),
    },
    ...(actions === undefined ? [] : [{ label: t("money.list.actions"), cell: actions }]),
  ];
  return Table({ caption, rows: outgoing, columns });
}

function When({ createdAtMs }: OutgoingSummary, href: string | undefined): Slot {
  const when = usePage().format.dateTime(createdAtMs);
  return href === undefined ? when : html`<a class="target" href=${href}>${when}</a>`;
}

export function Destination({ to }: OutgoingSummary): Html {
  const { t } = usePage();
  if (to.text === "") return html`${t(`money.to.${to.kind}`)}`;
  return html`<div class="stack stack-close">
    <span class="typed">${inParts(shortened(to.text))}</span><span class="soft small">${t(`money.to.${to.kind}`)}</span>
  </div>`;
}

const LONGEST = 32;

/** An invoice is as long as a page; its two ends tell it from others. */
function shortened(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, 16)}…${text.slice(-12)}`;
}

/** A Lightning address that has to go over two lines does so at its middle. */
function inParts(text: string): Slot {
  const [name, ...host] = text.split("@");
  return host.length === 0 ? text : html`${name}@<wbr />${host.join("@")}`;
}

/** Whether anything of it can still be taken back. */
export function isTakeable({ state, boundUntilMs }: OutgoingSummary): boolean {
  return (state === "asked" || state === "ready") && boundUntilMs === undefined;
}
