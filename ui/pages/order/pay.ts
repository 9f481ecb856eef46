import { Button } from "../../components/button.ts";
import { Contact } from "../../components/contact.ts";
import { CopyAnnouncer, CopyField } from "../../components/copy-field.ts";
import { Countdown } from "../../components/countdown.ts";
import { Disclosure } from "../../components/disclosure.ts";
import { Icon } from "../../components/icon.ts";
import { LinkButton } from "../../components/link-button.ts";
import { Money } from "../../components/money.ts";
import { Notice } from "../../components/notice.ts";
import { QrPicture } from "../../components/qr-picture.ts";
import { Qr } from "../../components/qr.ts";
import type { QrProps } from "../../components/qr.ts";
import { html } from "../../html.ts";
import type { Html } from "../../html.ts";
import { usePage } from "../../page.ts";
import type { OrderView } from "./view.ts";

/** An order that waits for its money: one amount, one code, one button. */
export function Pay(view: OrderView): Html {
  const { t, nowMs } = usePage();
  const { order, totalFiat } = view;
  const { lightning, expiresAtMs } = order.charge;
  return html`<div class="pay">
    <h1 class="pay-title">${t("checkout.heading", { stall: order.stall.title })}</h1>
    ${Money({ amountMsat: order.charge.amountMsat, fiat: totalFiat, size: "huge" })}
    ${Number(expiresAtMs) <= nowMs ? LastLook() : lightning === undefined ? NodeAway() : Invoice(view, lightning.bolt11)}
    ${Cancel(view)}
  </div>`;
}

function Invoice(view: OrderView, bolt11: string): Html {
  const { t, format } = usePage();
  const { order } = view;
  const amount = format.sats(order.charge.amountMsat);
  const code = { text: bolt11.toUpperCase(), label: t("checkout.qr.label", { amount }) };
  return html`<div class="pay-now">
    ${Qr(code)}
    <p class="pay-scan">${t("checkout.scan")}</p>
    ${view.isSandbox && SandboxPay(view.address)}
    ${LinkButton({ href: `lightning:${bolt11}`, label: t("checkout.open-wallet"), kind: view.isSandbox ? "plain" : "primary", size: "large", icon: "wallet", isWide: true })}
    ${CopyField({ id: "invoice", label: t("checkout.copy-invoice"), value: bolt11 })} ${CopyAnnouncer()}
    ${Countdown({ label: t("checkout.left"), untilMs: Number(order.charge.expiresAtMs), sinceMs: Number(order.createdAtMs) })}
    <p class="waiting">${Icon({ name: "hourglass" })}<span>${t("checkout.waiting")}</span></p>
    <noscript><p class="soft small">${t("checkout.waiting.no-script")}</p></noscript>
    ${Help(code, view.contact)}
  </div>`;
}

/**
 * The practice buyer. Where scripts run the answer is empty and the page turns paid by its own event;
 * without scripts the answer is the page as it is then.
 */
function SandboxPay(address: string): Html {
  const { t } = usePage();
  const button = Button({
    label: t("checkout.sandbox.pay"),
    kind: "primary",
    size: "large",
    icon: "zap",
    isWide: true,
  });
  return html`<div class="pay-sandbox">
    <form class="needs-script" method="post" action=${`${address}/sandbox-pay`}>
      <input type="hidden" name="stay" value="1" />${button}
    </form>
    <noscript><form method="post" action=${`${address}/sandbox-pay`}>${button}</form></noscript>
    <p class="soft small">${t("checkout.sandbox.hint")}</p>
  </div>`;
}

function Help(code: QrProps, contact: string): Html {
  const { t } = usePage();
  return html`<div class="help">
    ${Disclosure({
      summary: t("checkout.what-is-lightning"),
      children: html`<p>${t("chrome.lightning.what")}</p>
        <p>${t("chrome.sat.what")}</p>`,
    })}
    ${Disclosure({
      summary: t("checkout.help"),
      children: html`<p>${t("checkout.help.wallet")}</p>
        <p>${t("checkout.help.scan")}</p>
        <p>${t("checkout.help.paid")}</p>
        <p>${t("checkout.help.picture")}</p>
        ${QrPicture({ ...code, size: "small" })}
        ${contact !== "" && html`<p>${t("checkout.help.seller")} ${Contact({ contact })}</p>`}`,
    })}
  </div>`;
}

function NodeAway(): Html {
  const { t } = usePage();
  const text = `${t("checkout.node-away.text")} ${t("checkout.node-away.again")}`;
  return Notice({ tone: "warn", title: t("checkout.node-away.title"), text });
}

function LastLook(): Html {
  const { t } = usePage();
  return Notice({ tone: "info", title: t("checkout.checking.title"), text: t("checkout.checking.text") });
}

function Cancel({ address }: OrderView): Html {
  const { t } = usePage();
  return html`<form class="pay-cancel" method="post" action=${`${address}/cancel`}>
    <p class="soft small">${t("order.cancel.hint")}</p>
    ${Button({ label: t("order.cancel.action"), kind: "quiet" })}
  </form>`;
}
