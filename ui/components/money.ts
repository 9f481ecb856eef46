import { html } from "../html.ts";
import type { Html } from "../html.ts";
import type { Fiat } from "../i18n/format.ts";
import { usePage } from "../page.ts";

export interface MoneyProps {
  amountMsat: bigint;
  /** The same amount in the buyer's or stall's currency; left out when no fresh rate is known. */
  fiat?: Fiat | undefined;
  size?: "large" | "huge";
  /** To the msat; otherwise whole satoshi. */
  isExact?: boolean;
  /** The lowest of several prices: "from 900 sat". */
  isFrom?: boolean;
}

/** An amount: sats large, fiat small, both with their unit; a screen reader hears one sentence. */
export function Money({ amountMsat, fiat, size, isExact = false, isFrom = false }: MoneyProps): Html {
  const { t, format } = usePage();
  const sats = format.satsFigure(amountMsat, { isExact });
  const spoken =
    fiat === undefined
      ? t("chrome.money.spoken", { sats })
      : t("chrome.money.spoken.fiat", { sats, fiat: format.fiatWords(fiat) });
  const from = isFrom ? `${t("chrome.money.from")} ` : "";
  return html`<span class="money" data-size=${size}>
    <span class="unseen">${from}${spoken}</span>
    <span class="money-sats" aria-hidden="true">${from}${sats} <span class="money-unit">sat</span></span>
    ${fiat !== undefined && html`<span class="money-fiat" aria-hidden="true">${format.fiat(fiat)}</span>`}
  </span>`;
}
