import type { Category } from "../../../app/catalog/list-categories.ts";
import type { ProductSummary, Stall } from "../../../app/catalog/product.ts";
import { clothOf } from "../../components/awning.ts";
import { Empty } from "../../components/empty.ts";
import { LinkButton } from "../../components/link-button.ts";
import { PageHead } from "../../components/page-head.ts";
import { SearchBox } from "../../components/search-box.ts";
import { Section } from "../../components/section.ts";
import { StallCard } from "../../components/stall-card.ts";
import { Tabs } from "../../components/tabs.ts";
import { renderPage } from "../../document.ts";
import { html } from "../../html.ts";
import type { Html, Slot } from "../../html.ts";
import { usePage } from "../../page.ts";
import type { Page } from "../../page.ts";
import type { Compare } from "../compare.ts";
import { pictureOf } from "../picture-of.ts";
import { GoodsGrid } from "./goods-grid.ts";
import { Further, addressOf } from "./further.ts";
import type { GoodsQuery } from "./further.ts";
import { plainText } from "./plain-text.ts";

export interface MarketProps {
  query: GoodsQuery;
  stalls: readonly Stall[];
  categories: readonly Category[];
  products: readonly ProductSummary[];
  nextCursor: string | null;
  compare: Compare;
}

/** The market: who is there, what is new, and a place to look for something. */
export function marketPage(page: Page, props: MarketProps): string {
  const { t, hubName } = page;
  const title = titleOf(page, props.query);
  const description = t("market.description", { hub: hubName });
  return renderPage(page, { title, description }, () => [
    html`<div class="market-head">
      ${PageHead({ title, ...(isWhole(props.query) ? { lead: t("market.lead") } : {}) })}
      ${SearchBox({ action: "/", label: t("market.search.label"), ...(props.query.search === undefined ? {} : { value: props.query.search }) })}
    </div>`,
    props.stalls.length === 0 ? NotOpenYet() : [isWhole(props.query) && Stalls(props), Goods(props)],
  ]);
}

function titleOf({ t }: Page, { search, category }: GoodsQuery): string {
  if (search !== undefined) return t("market.search.for", { query: search });
  return category === undefined ? t("market.title") : t("market.category.title", { category });
}

function isWhole({ search, category, cursor }: GoodsQuery): boolean {
  return search === undefined && category === undefined && cursor === undefined;
}

function NotOpenYet(): Html {
  const { t, viewer } = usePage();
  const action =
    viewer.adminAddress !== undefined &&
    viewer.may("stalls.open") &&
    LinkButton({ href: `${viewer.adminAddress}/owner/stalls`, label: t("market.empty.action"), kind: "primary" });
  return Empty({ icon: "store", title: t("market.empty.title"), text: t("market.empty.text"), action });
}

function Stalls({ stalls }: MarketProps): Html {
  const { t } = usePage();
  return Section({
    id: "stalls",
    title: t("market.stalls.title"),
    children: html`<div class="grid grid-stalls">${stalls.map(stallCard)}</div>`,
  });
}

function stallCard(stall: Stall): Html {
  return StallCard({
    href: `/stalls/${stall.slug}`,
    name: stall.title,
    text: plainText(stall.text),
    sign: stall.sign === undefined ? undefined : pictureOf({ ...stall.sign, alt: "" }),
    productCount: stall.listedProducts,
    cloth: clothOf(stall.id),
  });
}

function Goods(props: MarketProps): Html {
  const { t } = usePage();
  const { query, products, compare } = props;
  return Section({
    id: "goods",
    title: t(
      query.search === undefined && query.category === undefined ? "market.products.newest" : "market.products.all",
    ),
    children: [
      Categories(props),
      products.length === 0 ? Nothing(query) : GoodsGrid({ products, compare }),
      Further({ base: "/", ...props }),
    ],
  });
}

function Categories({ categories, query }: MarketProps): Slot {
  if (categories.length === 0 || query.search !== undefined) return undefined;
  const { t } = usePage();
  const all = { href: "/#goods", label: t("market.category.all"), isHere: query.category === undefined };
  const tabs = categories.map(({ name }) => ({
    href: addressOf("/", { category: name }),
    label: name,
    isHere: name === query.category,
  }));
  return Tabs({ label: t("market.category.label"), tabs: [all, ...tabs] });
}

function Nothing({ search, category }: GoodsQuery): Html {
  const { t } = usePage();
  const action = LinkButton({ href: "/", label: t("market.search.all") });
  return Empty({
    icon: "search",
    title: t("market.search.none.title", { query: search ?? category ?? "" }),
    text: t("market.search.none.text"),
    action,
  });
}
