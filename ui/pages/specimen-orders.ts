import { Button } from "../components/button.ts";
import { Card } from "../components/card.ts";
import { CopyAnnouncer, CopyField, Short } from "../components/copy-field.ts";
import { CopyButton } from "../components/copy-button.ts";
import { Countdown } from "../components/countdown.ts";
import { Disclosure } from "../components/disclosure.ts";
import { Facts } from "../components/facts.ts";
import { LineList } from "../components/line-list.ts";
import { LinkButton } from "../components/link-button.ts";
import { Live } from "../components/live.ts";
import { Money } from "../components/money.ts";
import { Paid } from "../components/paid.ts";
import { Qr } from "../components/qr.ts";
import { QrPicture } from "../components/qr-picture.ts";
import { QuantityStepper } from "../components/quantity-stepper.ts";
import { Steps } from "../components/steps.ts";
import { html } from "../html.ts";
import type { Html } from "../html.ts";
import { usePage } from "../page.ts";
import { samplePicture, samplePrice, sampleProducts } from "./specimen-goods.ts";
import type { DrawingUrl } from "./specimen-goods.ts";

const MINUTE_MS = 60_000;
const INVOICE = `LNBC123450N1${"P5QQ8SZZEDXJ7VG2KTMRWUA6YLC4N3H0DF9".repeat(8)}`;

/** A basket of one stall. */
export function SpecimenBasket({ url }: { url: DrawingUrl }): Html {
  const { t, locale, format } = usePage();
  const goods = sampleProducts(locale, url)
    .filter((product) => product.price !== undefined)
    .slice(2, 4);
  const lines = goods.map((product, index) => ({
    title: product.title,
    href: product.href,
    picture: samplePicture(url, ["mug", "honey"][index] ?? "mug", ""),
    detail: `${format.sats(product.price?.amountMsat ?? 0n)} ${t("checkout.basket.each")}`,
    end: [
      QuantityStepper({
        name: `q${index}`,
        id: `q${index}`,
        value: index + 1,
        most: 9,
        label: `${t("chrome.quantity.label")}: ${product.title}`,
      }),
      Button({
        label: t("checkout.basket.remove"),
        kind: "quiet",
        spoken: t("checkout.basket.remove.of", { product: product.title }),
        skipsChecks: true,
      }),
    ],
  }));
  return Card({
    title: t("checkout.basket.stall", { stall: goods[0]?.stall ?? "" }),
    children: [
      LineList({ lines }),
      Facts({ facts: [{ name: t("checkout.basket.total"), value: Money(samplePrice(51_700)), isTotal: true }] }),
      html`<p class="soft small">${t("checkout.basket.holds", { minutes: format.duration(15 * MINUTE_MS) })}</p>`,
      html`<div class="row row-apart">${Button({ label: t("checkout.basket.update") })}${LinkButton({ href: "#pay", label: t("checkout.basket.order"), kind: "primary" })}</div>`,
    ],
  });
}

/** Checkout as on a phone: amount, code, one button. */
export function SpecimenPay(): Html {
  const { t, format, nowMs } = usePage();
  const price = samplePrice(12_345);
  const amount = format.sats(price.amountMsat);
  return Live({
    id: "pay",
    events: "",
    state: "open",
    isFinal: true,
    children: html`<div class="pay pay-card">
      ${Money({ ...price, size: "huge" })}
      <p>${t("checkout.scan")}</p>
      ${Qr({ text: INVOICE, label: t("checkout.qr.label", { amount }) })}
      ${LinkButton({ href: `lightning:${INVOICE}`, label: t("checkout.open-wallet"), kind: "primary", size: "large", isWide: true, icon: "zap" })}
      ${CopyField({ id: "invoice", label: t("checkout.copy-invoice"), value: INVOICE })}
      ${Countdown({ label: t("checkout.left"), sinceMs: nowMs - MINUTE_MS, untilMs: nowMs + 14 * MINUTE_MS - 1000 })}
      <div class="help">${Disclosure({ summary: t("checkout.help"), children: [html`<p>${t("checkout.help.wallet.lightning")}</p>`, html`<p>${t("checkout.help.scan.lightning")}</p>`, html`<p>${t("checkout.help.picture")}</p>`, QrPicture({ text: INVOICE, label: t("checkout.qr.label", { amount }), size: "small" }), html`<p>${t("checkout.help.paid")}</p>`] })}</div>
    </div>`,
  });
}

/** The instant after. */
export function SpecimenPaid(): Html {
  const { t } = usePage();
  return Card({
    children: Paid({
      title: t("checkout.paid.title"),
      text: t("checkout.paid.text", { stall: "Clay & Wool" }),
      actions: [
        LinkButton({ href: "#", label: t("checkout.paid.next"), kind: "primary" }),
        LinkButton({ href: "#", label: t("checkout.paid.receipt"), icon: "receipt-text" }),
      ],
    }),
  });
}

/** An order on its way, and one that stopped. */
export function SpecimenOrder(): Html {
  const { t, format, nowMs } = usePage();
  return html`<div class="stack">
    ${Card({
      title: t("order.title", { number: "7K2M" }),
      children: Steps({
        steps: [
          { name: t("order.step.ordered"), state: "done", more: format.dateTime(nowMs - 90 * MINUTE_MS) },
          { name: t("order.step.paid"), state: "done", more: format.dateTime(nowMs - 88 * MINUTE_MS) },
          { name: t("order.step.shipped"), state: "now", more: t("order.next.paid") },
          { name: t("order.step.received"), state: "next" },
        ],
      }),
    })}
    ${Card({
      title: t("order.keep.title"),
      children: [
        html`<p class="soft">${t("order.keep.text")}</p>`,
        CopyField({ id: "address", label: t("order.keep.address"), value: "http://shop.lan/orders/ord_01k9#3f9c" }),
        Facts({
          facts: [
            {
              name: t("order.receipt.payment-hash"),
              value: Short({ text: "9b74c9897bac770ffc029102a200c5de6f1e0bd0c1b2a7d9e4e1b9a0c5d2f3e4" }),
            },
            { name: t("order.paid"), value: Money({ amountMsat: 12_345_678n, isExact: true }) },
          ],
        }),
        html`<div class="row">${CopyButton({ from: "address", label: t("order.keep.address") })}${CopyAnnouncer()}</div>`,
      ],
    })}
    ${Card({
      title: t("order.state.expired"),
      children: Steps({
        steps: [
          { name: t("order.step.ordered"), state: "done" },
          { name: t("order.step.expired"), state: "stopped", more: t("order.next.expired") },
        ],
      }),
    })}
  </div>`;
}
