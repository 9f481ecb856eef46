import { Contact } from "../../components/contact.ts";
import { Disclosure } from "../../components/disclosure.ts";
import { QrPicture } from "../../components/qr-picture.ts";
import type { QrProps } from "../../components/qr.ts";
import { html } from "../../html.ts";
import type { Html } from "../../html.ts";
import { usePage } from "../../page.ts";

export interface PayHelpProps {
  /** Undefined when there is no code to scan. */
  code: QrProps | undefined;
  /** Whether the code is for more than one rail. */
  isForAll: boolean;
  contact: string;
}

/** For those who have never paid like this, and for those with whom it does not work. */
export function PayHelp({ code, isForAll, contact }: PayHelpProps): Html {
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
        ${isForAll && html`<p>${t("rails.help.all")}</p>`}
        <p>${t("checkout.help.scan")}</p>
        <p>${t("checkout.help.paid")}</p>
        ${code !== undefined && [html`<p>${t("checkout.help.picture")}</p>`, QrPicture({ ...code, size: "small" })]}
        ${contact !== "" && html`<p>${t("checkout.help.seller")} ${Contact({ contact })}</p>`}`,
    })}
  </div>`;
}
