import type { Product } from "../../../app/catalog/product.ts";
import { Link } from "../../components/link.ts";
import { Notice } from "../../components/notice.ts";
import { PageHead } from "../../components/page-head.ts";
import { PriceTag } from "../../components/price-tag.ts";
import { Prose } from "../../components/prose.ts";
import { Section } from "../../components/section.ts";
import { State } from "../../components/state.ts";
import { renderPage } from "../../document.ts";
import { html } from "../../html.ts";
import type { Html, Slot } from "../../html.ts";
import { usePage } from "../../page.ts";
import type { Page } from "../../page.ts";
import type { Compare } from "../compare.ts";
import { pictureOf } from "../picture-of.ts";
import { ChooseForm } from "./choose-form.ts";
import { Gallery } from "./gallery.ts";
import { plainText } from "./plain-text.ts";
import { stockState } from "./stock-words.ts";

export interface ProductProps {
  product: Product;
  /** The seller's words, rendered from Markdown by the hub. */
  textHtml: string;
  compare: Compare;
  /** What the buyer chose, when the choice could not be taken. */
  chosen?: { variantId: string; quantity: string; problem: "variant" | "quantity" | "full" };
  /** It was just put in the basket. */
  isAdded?: boolean;
}

/** One product: what it looks like, what it costs, how many are left, and the button. */
export function productPage(page: Page, props: ProductProps): string {
  const { product } = props;
  const [first] = product.pictures;
  const image = first === undefined ? undefined : pictureOf(first).sources.at(-1);
  const shell = {
    title: product.title,
    description:
      plainText(product.text) || `${product.title}, ${page.t("market.stall.by", { stall: product.stallTitle })}`,
    islands: ["stepper"],
    ...(image === undefined || first === undefined ? {} : { image: { path: image.url, alt: first.alt } }),
  } as const;
  return renderPage(page, shell, () => [
    props.isAdded === true && Added(product),
    html`<div class="split showcase">
      <div class="showcase-gallery">${Gallery(product)}</div>
      <div class="stack stack-wide showcase-offer">${Offer(props)}${ChooseForm(props)}${Handover(product)}</div>
      ${props.textHtml !== "" && About(props)}
    </div>`,
  ]);
}

function About({ textHtml }: ProductProps): Html {
  const title = usePage().t("market.product.about");
  return html`<div class="showcase-about">
    ${Section({ id: "about", title, children: Prose({ renderedHtml: textHtml }) })}
  </div>`;
}

function Added({ title }: Product): Html {
  const { t } = usePage();
  const action = Link({ href: "/basket", label: t("market.product.added.action"), icon: "shopping-basket" });
  return Notice({ tone: "good", text: t("market.product.added", { product: title }), action });
}

function Offer({ product, compare }: ProductProps): Html {
  const { t } = usePage();
  const { priceMsat } = product;
  return html`<div class="stack offer">
    ${PageHead({ title: product.title, back: { href: `/stalls/${product.stallSlug}`, label: product.stallTitle } })}
    ${
      priceMsat === undefined
        ? Notice({
            tone: "warn",
            title: t("market.product.price.unavailable"),
            text: t("market.product.price.unavailable.text"),
          })
        : html`<div>
            ${PriceTag({ size: "large", price: { amountMsat: priceMsat, fiat: compare(priceMsat, product.price), isFrom: product.hasSeveralPrices } })}
          </div>`
    }
    <div class="row">${State(stockState(product.stock))}</div>
  </div>`;
}

function Handover({ kind, price, stock, variants }: Product): Html {
  const { t } = usePage();
  const isClaimed = stock === 0n && variants.some((variant) => variant.reserved > 0n);
  return html`<div class="stack stack-close soft small">
    ${isClaimed && html`<p>${t("market.stock.reserved")}</p>`}
    <p>${t(kind === "digital" ? "market.product.kind.digital.sent" : `market.product.kind.${kind}`)}</p>
    ${PriceNote(price.currency)}
  </div>`;
}

function PriceNote(currency: string): Slot {
  return currency === "SAT" ? undefined : html`<p>${usePage().t("market.product.price.live", { currency })}</p>`;
}
