import type { Stall } from "../../../app/catalog/product.ts";
import { Card } from "../../components/card.ts";
import { Facts } from "../../components/facts.ts";
import { Picture } from "../../components/picture.ts";
import { State } from "../../components/state.ts";
import { html } from "../../html.ts";
import type { Html } from "../../html.ts";
import { usePage } from "../../page.ts";
import { pictureOf } from "../picture-of.ts";

/** A stall for those who look after the hub and do not change what is said there. */
export function StallFacts({ stall, form }: { stall: Stall; form: { latePercent: string } }): Html {
  return html`<div class="stack">
    ${stall.sign !== undefined && Picture({ ...pictureOf(stall.sign), shape: "sign", sizes: "sign" })}
    ${Card({ children: [About(stall, form.latePercent), stall.text !== "" && html`<p class="typed">${stall.text}</p>`] })}
  </div>`;
}

function About({ title, state }: Stall, latePercent: string): Html {
  const { t } = usePage();
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
      { name: t("desk.stall.late.percent"), value: `${latePercent} %` },
    ],
  });
}
