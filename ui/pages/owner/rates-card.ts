import type { CurrentRate } from "../../../app/rates/freshness.ts";
import { Button } from "../../components/button.ts";
import { Card } from "../../components/card.ts";
import { Disclosure } from "../../components/disclosure.ts";
import { ErrorSummary } from "../../components/error-summary.ts";
import { Field } from "../../components/field.ts";
import { State } from "../../components/state.ts";
import { html } from "../../html.ts";
import type { Html, Slot } from "../../html.ts";
import { usePage } from "../../page.ts";

/** A currency that something is priced in, or that prices are compared in, with its rate if there is one. */
export interface ShownRate {
  currency: string;
  rate: CurrentRate | undefined;
}

/** What was typed for a rate that could not be fixed. */
export interface TriedRate {
  currency: string;
  amount: string;
  message: string;
}

const SELECTABLE = ["KRW", "USD", "EUR", "JPY", "GBP"] as const;

/** What a bitcoin costs, where the figure comes from, and the owner's own word on it. */
export function RatesCard({ rates, tried }: { rates: readonly ShownRate[]; tried: TriedRate | undefined }): Html {
  const { t, viewer } = usePage();
  return Card({
    title: t("owner.rate.title"),
    children: [
      rates.length === 0
        ? html`<p class="soft">${t("owner.rates.none")}</p>`
        : html`<ul class="stack">
            ${rates.map(Line)}
          </ul>`,
      viewer.may("rates.fix") &&
        Disclosure({ summary: t("owner.rate.fix"), isOpen: tried !== undefined, children: Fix(rates, tried) }),
    ],
  });
}

function Line({ currency, rate }: ShownRate): Html {
  const { t, format, viewer } = usePage();
  if (rate === undefined)
    return html`<li class="row row-apart">
      <span>${currency}</span>${State({ label: t("owner.rates.missing"), tone: "bad" })}
    </li>`;
  const price = format.fiat({ currency, minor: rate.minorPerBtc });
  const seen =
    rate.freshness === "fixed"
      ? format.dateTime(rate.atMs)
      : t("owner.rate.seen", { source: rate.source, time: format.dateTime(rate.atMs) });
  return html`<li class="stack stack-close">
    <div class="row row-apart"><span class="figures">${t("owner.rate.text", { price })}</span>${Freshness(rate)}</div>
    <span class="soft small">${seen}</span>
    ${rate.freshness === "fixed" && viewer.may("rates.fix") && Release(currency)}
  </li>`;
}

function Freshness({ freshness }: CurrentRate): Html {
  const { t } = usePage();
  if (freshness === "fixed") return State({ label: t("owner.rate.fixed"), icon: "lock" });
  return freshness === "fresh"
    ? State({ label: t("owner.rate.fresh"), tone: "good" })
    : State({ label: t("owner.rate.stale"), tone: "warn" });
}

function Release(currency: string): Html {
  const { t } = usePage();
  return html`<form class="row" method="post" action="/owner/rates/release">
    ${Button({ label: t("owner.rates.release"), spoken: t("owner.rates.release.of", { currency }), icon: "undo-2", name: "currency", value: currency })}
  </form>`;
}

function Fix(rates: readonly ShownRate[], tried: TriedRate | undefined): Slot {
  const { t } = usePage();
  const codes = [...new Set([...rates.map(({ currency }) => currency), ...SELECTABLE])];
  return html`<form class="stack" method="post" action="/owner/rates">
    ${ErrorSummary({ errors: tried === undefined ? [] : [{ name: "amount", message: tried.message }] })}
    ${Field({ kind: "select", name: "currency", label: t("owner.rates.currency"), value: tried?.currency ?? codes[0] ?? "USD", options: codes.map((code) => ({ value: code, label: code })) })}
    ${Field({ kind: "text", name: "amount", label: t("owner.rates.fix.amount"), hint: t("owner.rates.fix.amount.hint"), value: tried?.amount ?? "", maxLength: 20, inputMode: "decimal", autocomplete: "off", ...(tried === undefined ? {} : { error: tried.message }) })}
    <div class="row">${Button({ label: t("owner.rates.fix.action"), icon: "lock" })}</div>
  </form>`;
}
