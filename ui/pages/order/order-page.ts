import { Button } from "../../components/button.ts";
import { Card } from "../../components/card.ts";
import { Contact } from "../../components/contact.ts";
import { CopyAnnouncer } from "../../components/copy-field.ts";
import { Disclosure } from "../../components/disclosure.ts";
import { LinkButton } from "../../components/link-button.ts";
import { Notice } from "../../components/notice.ts";
import { html } from "../../html.ts";
import type { Html, Slot } from "../../html.ts";
import { renderPage } from "../../document.ts";
import { usePage } from "../../page.ts";
import type { Page } from "../../page.ts";
import { AccountCard } from "./account-card.ts";
import { Address } from "./address.ts";
import { ComingCard } from "./coming.ts";
import { CurrentState } from "./current.ts";
import { GoodsCard } from "./goods.ts";
import { History } from "./history.ts";
import { KeepCard } from "./keep.ts";
import { orderNumber } from "./number.ts";
import { PaymentsCard } from "./owed.ts";
import { isOver } from "./view.ts";
import type { OrderView } from "./view.ts";

const LOOK_AGAIN_SECONDS = 5;

/** A buyer's page of one order: the bare checkout while it waits for money, all about it afterwards. */
export function orderPage(page: Page, view: OrderView): string {
  return view.order.state === "open" ? checkout(page, view) : wholeOrder(page, view);
}

function checkout(page: Page, view: OrderView): string {
  const title = page.t("checkout.title", { amount: page.format.sats(view.order.charge.amountMsat) });
  const shell = {
    title,
    variant: "bare",
    width: "narrow",
    isPrivate: true,
    refreshSeconds: LOOK_AGAIN_SECONDS,
    // With coins to be brought, from a code or a card.
    islands: ["live", "countdown", "copy", ...(view.ecash === undefined ? [] : (["scan", "dialog"] as const))],
  } as const;
  return renderPage(page, shell, () => [said(view), CurrentState(view)]);
}

function wholeOrder(page: Page, view: OrderView): string {
  const title = page.t("order.title", { number: orderNumber(view.order.id) });
  return renderPage(page, { title, isPrivate: true, islands: ["live", "copy"] }, () => [
    said(view),
    html`<div class="split split-side order">
      <div class="order-state">${CurrentState(view)}</div>
      <div class="stack order-keep">${KeepCard(view)}${AccountCard(view)}</div>
      <div class="stack order-goods">${GoodsCard(view, page.t("order.lines.title"))}${wholeComing(view)}${PaymentsCard({ order: view.order, words: "order.refundable" })}${GetBack(view)}</div>
      <div class="stack order-more">
        ${DeliveryCard(view)} ${HelpCard(view)}
        ${Disclosure({ summary: page.t("order.history.title"), isOpen: true, children: History(view) })}
      </div>
    </div>`,
    CopyAnnouncer(),
  ]);
}

/** An order that has ended says it above, where its state is. */
function wholeComing({ order }: OrderView): Slot {
  return order.state === "expired" || order.state === "cancelled" ? undefined : ComingCard({ order });
}

/** The way to what is owed, and afterwards to where it is. */
function GetBack({ order, address, history, leftOver = [] }: OrderView): Slot {
  const { t } = usePage();
  const hasHadSome = leftOver.length > 0 || history.some(({ type }) => type.startsWith("refund."));
  if (order.refundableMsat < 1_000n && !hasHadSome) return undefined;
  const label = t(order.refundableMsat < 1_000n ? "money.claim.list" : "money.claim.open");
  return html`<div class="row no-print">${LinkButton({ href: `${address}/refund`, label, icon: "undo-2" })}</div>`;
}

function said({ notice }: OrderView): Slot {
  if (notice === undefined) return undefined;
  return Notice({
    tone: notice === "wrong-state" || notice === "no-address" ? "warn" : "good",
    text: usePage().t(`order.notice.${notice}`),
  });
}

/** What the buyer wrote: where it goes, and the words for the seller. */
function DeliveryCard({ order, address }: OrderView): Slot {
  const { t } = usePage();
  if (order.delivery === undefined && order.note === "") return undefined;
  return Card({
    title: t("order.delivery.title"),
    children: [
      order.delivery === "erased" && html`<p class="soft">${t("order.delivery.erased")}</p>`,
      order.delivery !== undefined &&
        order.delivery !== "erased" && [Address(order.delivery), isOver(order) && Erase(address)],
      order.note !== "" &&
        html`<div>
          <h3 class="small soft">${t("order.note.title")}</h3>
          <p class="typed">${order.note}</p>
        </div>`,
    ],
  });
}

/** Once nothing has to be sent any more, the buyer can take name and address back. */
function Erase(address: string): Html {
  const { t } = usePage();
  return html`<form class="stack stack-close" method="post" action=${`${address}/erase`}>
    <p class="soft small">${t("order.erase.hint")}</p>
    <div class="row">${Button({ label: t("order.erase.action"), kind: "quiet", icon: "trash-2" })}</div>
  </form>`;
}

/** The seller is the only one who can put something right, so this leads there and nowhere else. */
function HelpCard({ order, contact }: OrderView): Html {
  const { t } = usePage();
  const number = orderNumber(order.id);
  const subject = t("order.title", { number });
  return Card({
    title: t("order.help.title"),
    children: [
      html`<p>${t(contact === "" ? "order.help.no-contact" : "order.help.text", { number })}</p>`,
      contact !== "" && html`<p>${Contact({ contact, subject })}</p>`,
      html`<div class="row no-print">
        ${LinkButton({ href: `/stalls/${order.stall.slug}`, label: t("order.help.stall"), icon: "store" })}
      </div>`,
    ],
  });
}
