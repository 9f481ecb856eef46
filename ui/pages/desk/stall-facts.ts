import type { Stall } from "../../../app/catalog/product.ts";
import { Card } from "../../components/card.ts";
import { Facts } from "../../components/facts.ts";
import { Picture } from "../../components/picture.ts";
import { State } from "../../components/state.ts";
import { html } from "../../html.ts";
import type { Html } from "../../html.ts";
import { usePage } from "../../page.ts";
import { pictureOf } from "../picture-of.ts";
import { termsLabels } from "./stall-terms.ts";
import type { TermsForm } from "./stall-terms.ts";

/** A stall for those who look after the hub and do not change what is said there. */
export function StallFacts({ stall, form }: { stall: Stall; form: { terms: TermsForm } }): Html {
  return html`<div class="stack">
    ${stall.sign !== undefined && Picture({ ...pictureOf(stall.sign), shape: "sign", sizes: "sign" })}
    ${Card({ children: [About(stall, form.terms), stall.text !== "" && html`<p class="typed">${stall.text}</p>`] })}
  </div>`;
}

function About({ title, state }: Stall, terms: TermsForm): Html {
  const { t, format } = usePage();
  const label = new Map(termsLabels(t));
  const isOpen = state === "open";
  return Facts({
    facts: [
      { name: t("desk.stall.name"), value: title },
      {
        name: t("owner.stalls.state"),
        value: State({
          label: t(isOpen ? "owner.stalls.open" : "owner.stalls.closed"),
          tone: isOpen ? "good" : "warn",
        }),
      },
      { name: t("rails.terms.late"), value: lateText(terms) },
      { name: label.get("under"), value: `${terms.underPercent} %` },
      { name: label.get("confirmations"), value: terms.confirmations },
      { name: label.get("large"), value: `${format.number(BigInt(terms.largeSat))} sat` },
      { name: label.get("large-confirmations"), value: terms.largeConfirmations },
    ],
  });
}

function lateText({ latePolicy, latePercent }: TermsForm): string {
  const { t } = usePage();
  if (latePolicy === "settle") return t("rails.terms.late.settle");
  return latePolicy === "refund" ? t("rails.terms.late.refund") : `${t("rails.terms.late.rate")} (${latePercent} %)`;
}
