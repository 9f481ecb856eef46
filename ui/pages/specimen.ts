import { Button } from "../components/button.ts";
import { Disclosure } from "../components/disclosure.ts";
import { Field } from "../components/field.ts";
import { PageHead } from "../components/page-head.ts";
import { Picture } from "../components/picture.ts";
import { PriceTag } from "../components/price-tag.ts";
import { ProductCard } from "../components/product-card.ts";
import { Prose } from "../components/prose.ts";
import { QuantityStepper } from "../components/quantity-stepper.ts";
import { SearchBox } from "../components/search-box.ts";
import { Section } from "../components/section.ts";
import { StallCard } from "../components/stall-card.ts";
import { State } from "../components/state.ts";
import { renderPage } from "../document.ts";
import { html } from "../html.ts";
import type { Html } from "../html.ts";
import { usePage } from "../page.ts";
import type { Page } from "../page.ts";
import { SpecimenDesk, SpecimenWords } from "./specimen-desk.ts";
import { SpecimenButtons, SpecimenForm } from "./specimen-forms.ts";
import { samplePicture, samplePrice, sampleProducts, sampleStalls } from "./specimen-goods.ts";
import type { DrawingUrl } from "./specimen-goods.ts";
import { SpecimenBasket, SpecimenOrder, SpecimenPaid, SpecimenPay } from "./specimen-orders.ts";

/** All pieces in all states on one page, to look at and to test. */
export function specimenPage(page: Page, url: DrawingUrl): string {
  const { t } = page;
  return renderPage(
    page,
    {
      title: t("market.title"),
      description: t("market.lead"),
      islands: ["copy", "countdown", "dialog", "live", "stepper"],
    },
    () => [
      html`<div class="stack">${PageHead({ title: t("market.title"), lead: t("market.lead") })}${SearchBox({ action: "/", label: t("market.search.label") })}</div>`,
      Section({
        id: "stalls",
        title: t("market.stalls.title"),
        children: html`<div class="grid grid-stalls">${sampleStalls(page.locale, url).map(StallCard)}</div>`,
      }),
      Section({
        id: "newest",
        title: t("market.products.newest"),
        aside: html`<a href="/?all">${t("chrome.action.show-all")}</a>`,
        children: products(page, url),
      }),
      Section({ id: "product", title: t("desk.tab.products"), children: product(url) }),
      Section({ id: "basket", title: t("checkout.basket.title"), children: SpecimenBasket({ url }) }),
      Section({
        id: "checkout",
        title: t("checkout.details.order"),
        children: html`<div class="split">${SpecimenPay()}<div class="stack">${SpecimenPaid()}${SpecimenOrder()}</div></div>`,
      }),
      Section({ id: "desk", title: t("desk.title"), children: SpecimenDesk() }),
      Section({
        id: "forms",
        title: t("desk.product.new"),
        children: html`<div class="split">${SpecimenForm()}<div class="stack">${SpecimenButtons()}${SpecimenWords()}</div></div>`,
      }),
    ],
  );
}

/** The market's own shelf, one product of it sold out. */
function products({ t, locale }: Page, url: DrawingUrl): Html {
  const cards = sampleProducts(locale, url).map((card, index) => {
    if (index === 3)
      return ProductCard({ ...card, isSoldOut: true, state: { label: t("market.stock.none"), icon: "ban" } });
    if (index === 4) return ProductCard({ ...card, state: { label: t("market.stock.unlimited"), icon: "download" } });
    return ProductCard(card);
  });
  return html`<div class="grid">${cards}</div>`;
}

/** A product's page in short. */
function product(url: DrawingUrl): Html {
  const { t, locale } = usePage();
  const [first] = sampleProducts(locale, url);
  return html`<div class="split">
    ${Picture({ ...samplePicture(url, "coffee", first?.title ?? ""), sizes: "product" })}
    <div class="stack">
      <h2>${first?.title}</h2>
      <div>${PriceTag({ price: samplePrice(12_345), size: "large" })}</div>
      <p class="soft small">${t("market.product.price.live", { currency: "KRW" })}</p>
      <div class="row">${State({ label: t("market.stock.few", { count: 3 }), tone: "warn" })}${State({ label: t("market.product.kind.physical"), icon: "truck" })}</div>
      <form class="stack" method="post" action="/basket">
        ${Field({
          kind: "radio",
          name: "variant",
          label: t("market.product.choose"),
          isRow: true,
          value: "a",
          options: [
            { value: "a", label: "250 g" },
            { value: "b", label: "500 g" },
            { value: "c", label: "1 kg", aside: t("market.stock.none"), isDisabled: true },
          ],
        })}
        <div class="row">${QuantityStepper({ name: "quantity", id: "quantity", value: 1, most: 3 })}${Button({ label: t("market.product.add"), kind: "primary", size: "large", icon: "shopping-basket", isWide: true })}</div>
      </form>
      <div>${Disclosure({ summary: t("market.product.about"), isOpen: true, children: Prose({ renderedHtml: "<p>Washed beans from <strong>Huila</strong>, roasted on Tuesdays.</p><ul><li>Orange, cocoa, walnut</li><li>For filter and mocha</li></ul>" }) })}
      ${Disclosure({ summary: `${t("order.rail.lightning")}: ${t("chrome.what-is-this")}`, children: html`<p>${t("chrome.lightning.what")}</p>` })}</div>
    </div>
  </div>`;
}
