import type { OutgoingSummary } from "../../../app/payments/outgoing/list-outgoing.ts";
import { Button } from "../../components/button.ts";
import { Empty } from "../../components/empty.ts";
import { LinkButton } from "../../components/link-button.ts";
import { Notice } from "../../components/notice.ts";
import { Pagination } from "../../components/pagination.ts";
import { Tabs } from "../../components/tabs.ts";
import { html } from "../../html.ts";
import type { Html, Slot } from "../../html.ts";
import { usePage } from "../../page.ts";
import type { Page } from "../../page.ts";
import { TakeBack } from "../desk/money-page.ts";
import { OutgoingTable, isTakeable } from "../money/outgoing-table.ts";
import { Narrow, addressWith, sinceChoice } from "../money/narrow.ts";
import type { Since } from "../money/narrow.ts";
import { ProveIt } from "../money/prove-it.ts";
import { UnderWay, lookAgain } from "../money/under-way.ts";
import { orderNumber } from "../order/number.ts";
import { ownerPage } from "./frame.ts";

/** Which are shown. */
export const OUTGOING_SHOWN = ["all", "waiting", "moving", "sent", "ended"] as const;

export type OutgoingShown = (typeof OUTGOING_SHOWN)[number];

export const PURPOSES = ["payout", "refund"] as const;

/** How the list was narrowed down. */
export interface Narrowed {
  since: Since;
  purpose: (typeof PURPOSES)[number] | undefined;
  stallId: string | undefined;
}

export interface OwnerOutgoingProps {
  /** Everything waits, because the hub came back from a backup. */
  isHalted: boolean;
  narrow: Narrowed;
  outgoing: readonly OutgoingSummary[];
  nextBefore: string | undefined;
  isFirstPage: boolean;
  shown: OutgoingShown;
  /** Titles by id. */
  stalls: ReadonlyMap<string, string>;
  said: "approved" | "taken-back" | undefined;
  /** Whoever looks: nobody says yes twice. */
  me: string;
}

const BASE = "/owner/outgoing";

/** Every payout and refund, and the second yes that some of them need. */
export function ownerOutgoingPage(page: Page, props: OwnerOutgoingProps): string {
  const { t } = page;
  const { said, shown, outgoing } = props;
  const frame = {
    tab: "money",
    title: t("money.out.title"),
    notice: said === undefined ? undefined : t(said === "approved" ? "money.out.yes.done" : "money.list.taken-back"),
    islands: ["live"],
    ...lookAgain(outgoing),
    actions: () =>
      html`<div class="row">
        ${LinkButton({ href: "/owner/vouchers", label: t("vouchers.owner.open"), icon: "ticket" })}
        ${LinkButton({ href: "/owner/money-rules", label: t("money.out.rules"), icon: "settings" })}
      </div>`,
  } as const;
  return ownerPage(
    page,
    frame,
    () =>
      html`<div class="stack">
        ${props.isHalted && Halted()}
        ${Tabs({
          label: t("money.out.filter"),
          tabs: OUTGOING_SHOWN.map((each) => ({
            href: addressWith(BASE, { ...queryOf(props.narrow), show: each === "all" ? "" : each }),
            label: t(`money.out.${each}`),
            isHere: each === shown,
          })),
        })}
        ${Narrower(props)}
        ${outgoing.length === 0 ? Empty({ icon: "send", title: t("money.out.empty.title"), text: t("money.out.empty.text") }) : List(props)}
        ${Pages(props)}
      </div>`,
  );
}

function Halted(): Html {
  const { t } = usePage();
  return Notice({ tone: "warn", title: t("restored.title"), text: t("restored.outgoing") });
}

function queryOf({ since, purpose, stallId }: Narrowed) {
  return { since, kind: purpose, stall: stallId };
}

function Narrower({ narrow, shown, stalls }: OwnerOutgoingProps): Html {
  const { t } = usePage();
  const kinds = [
    { value: "", label: t("giving.filter.all-kinds") },
    ...PURPOSES.map((value) => ({ value, label: t(`giving.filter.${value}`) })),
  ];
  const all = [
    { value: "", label: t("giving.filter.all-stalls") },
    ...[...stalls].map(([value, label]) => ({ value, label })),
  ];
  const choices = [
    sinceChoice(narrow.since),
    { name: "kind", label: t("giving.filter.kind"), value: narrow.purpose ?? "", options: kinds },
    { name: "stall", label: t("giving.filter.stall"), value: narrow.stallId ?? "", options: all },
  ];
  return Narrow({ action: BASE, kept: shown === "all" ? {} : { show: shown }, choices });
}

function List({ outgoing, stalls, me }: OwnerOutgoingProps): Slot {
  const { t, viewer } = usePage();
  const isForMe = viewer.may("payouts.approve") && outgoing.some((each) => each.state === "asked" || isTakeable(each));
  const actions = (each: OutgoingSummary) =>
    html`<div class="row">${Yes(each, me)}${TakeBack({ outgoing: each, action: `${BASE}/${each.id}/cancel` })}</div>`;
  return [
    isForMe && !viewer.hasProved && ProveIt({ wanted: BASE }),
    UnderWay({
      outgoing,
      children: OutgoingTable({
        caption: t("money.out.title"),
        outgoing,
        about: (each) => About(each, stalls),
        actions: isForMe && viewer.hasProved ? actions : undefined,
      }),
    }),
  ];
}

function About({ stallId, orderId }: OutgoingSummary, stalls: ReadonlyMap<string, string>): Html {
  const { t } = usePage();
  const stall = html`<span class="soft small">${stalls.get(stallId) ?? ""}</span>`;
  const payout = { href: `/owner/stalls/${stallId}/desk/money`, label: t("money.list.payout") };
  const { href, label } = orderId === undefined ? payout : refundOf(orderId);
  return html`<div class="stack stack-close"><a class="target" href=${href}>${label}</a>${stall}</div>`;
}

function refundOf(orderId: string) {
  const label = `${usePage().t("money.list.refund")} ${orderNumber(orderId)}`;
  return { href: `/owner/orders/${orderId}/refund`, label };
}

function Yes({ id, state, revision, approvals, askedBy, amountMsat }: OutgoingSummary, me: string): Slot {
  if (state !== "asked" || approvals.includes(me) || askedBy === me) return undefined;
  const { t, format } = usePage();
  const spoken = t("money.out.yes.of", { amount: format.sats(amountMsat, { isExact: true }) });
  return html`<form method="post" action=${`${BASE}/${id}/approve`}>
    <input type="hidden" name="revision" value=${revision.toString()} />
    ${Button({ label: t("money.out.yes"), icon: "check", spoken })}
  </form>`;
}

function Pages({ shown, narrow, nextBefore, isFirstPage }: OwnerOutgoingProps): Slot {
  const kept = { ...queryOf(narrow), show: shown === "all" ? "" : shown };
  return Pagination({
    order: "time",
    previousHref: isFirstPage ? undefined : addressWith(BASE, kept),
    nextHref: nextBefore === undefined ? undefined : addressWith(BASE, { ...kept, before: nextBefore }),
  });
}
