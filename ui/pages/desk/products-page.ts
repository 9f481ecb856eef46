import type { ProductSummary } from "../../../app/catalog/product.ts";
import { Button } from "../../components/button.ts";
import { Empty } from "../../components/empty.ts";
import { LineList } from "../../components/line-list.ts";
import type { GoodsLine } from "../../components/line-list.ts";
import { LinkButton } from "../../components/link-button.ts";
import { Money } from "../../components/money.ts";
import { SearchBox } from "../../components/search-box.ts";
import { State } from "../../components/state.ts";
import { html } from "../../html.ts";
import type { Html, Slot } from "../../html.ts";
import { usePage } from "../../page.ts";
import type { Page } from "../../page.ts";
import type { Compare } from "../compare.ts";
import { Further } from "../market/further.ts";
import type { GoodsQuery } from "../market/further.ts";
import { stockState } from "../market/stock-words.ts";
import { pictureOf } from "../picture-of.ts";
import { deskPage } from "./frame.ts";
import type { Desk } from "./frame.ts";

export interface ProductsProps {
  desk: Desk;
  products: readonly ProductSummary[];
  query: GoodsQuery;
  nextCursor: string | null;
  compare: Compare;
  notice: string | undefined;
}

/** Everything on the stall's table, and what is kept under it. */
export function productsPage(page: Page, props: ProductsProps): string {
  const { t } = page;
  const { desk, products, query } = props;
  const isFiltered = query.search !== undefined || query.cursor !== undefined;
  const add = () =>
    desk.may.edit &&
    LinkButton({ href: `${desk.base}/products/new`, label: t("desk.products.add"), kind: "primary", icon: "plus" });
  const frame = {
    desk,
    tab: "products",
    title: t("desk.products.title"),
    ...(products.length > 0 || isFiltered ? { actions: add } : {}),
    notice: props.notice,
  } as const;
  return deskPage(
    page,
    frame,
    () =>
      html`<div class="stack stack-wide">
        ${(products.length > 5 || isFiltered) && SearchBox({ action: `${desk.base}/products`, label: t("desk.products.search"), ...(query.search === undefined ? {} : { value: query.search }) })}
        ${products.length === 0 ? Nothing(isFiltered, add) : html`<div class="card">${LineList({ lines: products.map((product) => line(props, product)) })}</div>`}
        ${Further({ base: `${desk.base}/products`, query, nextCursor: props.nextCursor })}
      </div>`,
  );
}

function Nothing(isFiltered: boolean, add: () => Slot): Html {
  const { t } = usePage();
  if (isFiltered)
    return Empty({ icon: "search", title: t("desk.products.none.title"), text: t("desk.products.none.text") });
  return Empty({
    icon: "tag",
    title: t("desk.products.empty.title"),
    text: t("desk.products.empty.text"),
    action: add(),
  });
}

function line({ desk, compare }: ProductsProps, product: ProductSummary): GoodsLine {
  const [picture] = product.pictures;
  return {
    title: product.title,
    href: `${desk.base}/products/${product.id}`,
    detail: Detail(product, compare),
    end: desk.may.edit && Switch(desk, product),
    ...(picture === undefined ? {} : { picture: { ...pictureOf(picture), alt: "" } }),
  };
}

function Detail(product: ProductSummary, compare: Compare): Html {
  const { t } = usePage();
  const { priceMsat } = product;
  return html`<span class="row">
    ${priceMsat === undefined ? t("checkout.basket.price-gone") : Money({ amountMsat: priceMsat, fiat: compare(priceMsat, product.price), isFrom: product.hasSeveralPrices })}
    ${State(stockState(product.stock))}
    ${product.state === "hidden" && State({ label: t("desk.products.hidden"), icon: "eye-off" })}
  </span>`;
}

/** On the table or under it, in one press. */
function Switch({ base }: Desk, { id, title, state }: ProductSummary): Html {
  const { t } = usePage();
  const isListed = state === "listed";
  const spoken = t(isListed ? "desk.products.hide.of" : "desk.products.show.of", { product: title });
  const label = t(isListed ? "desk.products.hide" : "desk.products.show");
  return html`<form method="post" action=${`${base}/products/${id}/state`}>
    ${Button({ label, spoken, icon: isListed ? "eye-off" : "eye", name: "state", value: isListed ? "hidden" : "listed" })}
  </form>`;
}
