import type { Product, Variant } from "../../../app/catalog/product.ts";
import { Card } from "../../components/card.ts";
import { Facts } from "../../components/facts.ts";
import { Picture } from "../../components/picture.ts";
import { State } from "../../components/state.ts";
import { Table } from "../../components/table.ts";
import { html } from "../../html.ts";
import type { Html } from "../../html.ts";
import { usePage } from "../../page.ts";
import { pictureOf } from "../picture-of.ts";

/** A product for those who look after the hub and do not change what is sold. */
export function ProductFacts({ product }: { product: Product }): Html {
  const { t } = usePage();
  return html`<div class="split">
    <div class="stack">
      ${Card({ children: [About(product), product.text !== "" && html`<p class="typed">${product.text}</p>`] })}
      ${Card({ title: t("desk.product.variants.edit"), children: Variants(product) })}
    </div>
    <div class="stack">${product.pictures.map((picture) => Picture({ ...pictureOf(picture), sizes: "card" }))}</div>
  </div>`;
}

function About({ kind, category, basePrice, state }: Product): Html {
  const { t } = usePage();
  const shown =
    state === "listed"
      ? State({ label: t("people.desk.listed"), tone: "good" })
      : State({ label: t("desk.products.hidden"), icon: "eye-off" });
  return Facts({
    facts: [
      { name: t("desk.product.price"), value: priceText(basePrice) },
      {
        name: t("desk.product.kind"),
        value: t(kind === "digital" ? "desk.product.kind.digital.sent" : `desk.product.kind.${kind}`),
      },
      ...(category === "" ? [] : [{ name: t("desk.product.category"), value: category }]),
      { name: t("desk.orders.state"), value: shown },
    ],
  });
}

function Variants({ variants }: Product): Html {
  const { t, format } = usePage();
  return Table<Variant>({
    caption: t("desk.product.variants.edit"),
    rows: variants,
    columns: [
      { label: t("desk.product.variant"), isName: true, cell: ({ title }) => (title === "" ? "–" : title) },
      { label: t("desk.product.price"), align: "end", cell: ({ price }) => priceText(price) },
      {
        label: t("desk.product.stock"),
        align: "end",
        cell: ({ stock }) => (stock === null ? t("market.stock.unlimited") : format.number(stock)),
      },
    ],
  });
}

function priceText(price: Product["basePrice"]): string {
  const { format } = usePage();
  return price.currency === "SAT" ? `${format.number(price.minor)} sat` : format.fiat(price);
}
