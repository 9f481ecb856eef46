import { Contact } from "../../components/contact.ts";
import { Disclosure } from "../../components/disclosure.ts";
import { QrPicture } from "../../components/qr-picture.ts";
import type { QrProps } from "../../components/qr.ts";
import { html } from "../../html.ts";
import type { Html } from "../../html.ts";
import { usePage } from "../../page.ts";
import type { WayToPay } from "./view.ts";

export interface PayHelpProps {
  /** Undefined when there is no code to scan. */
  code: QrProps | undefined;
  way: WayToPay;
  contact: string;
}

/** What most have not met before; a code for all wallets is mostly paid over Lightning. */
const EXPLAINED = {
  all: "lightning",
  lightning: "lightning",
  chain: "onchain",
  ecash: "ecash",
} as const satisfies Record<WayToPay, string>;

/** For those who have never paid like this, and for those with whom it does not work. */
export function PayHelp({ code, way, contact }: PayHelpProps): Html {
  const { t } = usePage();
  const rail = EXPLAINED[way];
  return html`<div class="help">
    ${Disclosure({
      summary: t(`checkout.what-is.${rail}`),
      children: html`<p>${t(`chrome.${rail}.what`)}</p>
        <p>${t("chrome.sat.what")}</p>`,
    })}
    ${Disclosure({
      summary: t("checkout.help"),
      children: html`<p>${t(`checkout.help.wallet.${rail}`)}</p>
        ${way === "all" && html`<p>${t("rails.help.all")}</p>`}
        <p>${t(`checkout.help.scan.${rail}`)}</p>
        <p>${t("checkout.help.paid")}</p>
        ${code !== undefined && [html`<p>${t("checkout.help.picture")}</p>`, QrPicture({ ...code, size: "small" })]}
        ${contact !== "" && html`<p>${t("checkout.help.seller")} ${Contact({ contact })}</p>`}`,
    })}
  </div>`;
}
