import type { Category } from "../../../app/catalog/list-categories.ts";
import type { ProductSummary, Stall } from "../../../app/catalog/product.ts";
import { Awning, clothOf } from "../../components/awning.ts";
import { Contact } from "../../components/contact.ts";
import { Empty } from "../../components/empty.ts";
import { LinkButton } from "../../components/link-button.ts";
import { Notice } from "../../components/notice.ts";
import { PageHead } from "../../components/page-head.ts";
import { Picture } from "../../components/picture.ts";
import { Prose } from "../../components/prose.ts";
import { SearchBox } from "../../components/search-box.ts";
import { Section } from "../../components/section.ts";
import { Tabs } from "../../components/tabs.ts";
import { renderPage } from "../../document.ts";
import { html } from "../../html.ts";
import type { Html, Slot } from "../../html.ts";
import { usePage } from "../../page.ts";
import type { Page } from "../../page.ts";
import type { Compare } from "../compare.ts";
import { pictureOf } from "../picture-of.ts";
import { Further, addressOf } from "./further.ts";
import type { GoodsQuery } from "./further.ts";
import { GoodsGrid } from "./goods-grid.ts";
import { plainText } from "./plain-text.ts";

export interface StallProps {
  stall: Stall;
  /** The stall's words, rendered from its Markdown by the hub. */
  textHtml: string;
  query: GoodsQuery;
  categories: readonly Category[];
  products: readonly ProductSummary[];
  nextCursor: string | null;
  compare: Compare;
}

/** A stall: its sign, its words and what is on its table. */
export function stallPage(page: Page, props: StallProps): string {
  const { stall } = props;
  const { t, hubName } = page;
  const image = stall.sign === undefined ? undefined : pictureOf(stall.sign).sources.at(-1);
  const shell = {
    title: stall.title,
    description: plainText(stall.text) || t("market.stall.description", { stall: stall.title, hub: hubName }),
    ...(image === undefined ? {} : { image: { path: image.url, alt: stall.title } }),
  };
  return renderPage(page, shell, () => [Front(props), stall.state === "closed" ? Closed() : Goods(props)]);
}

function Front({ stall, textHtml }: StallProps): Html {
  const { t } = usePage();
  return html`<div class="stall-front">
    ${Awning({ cloth: clothOf(stall.id) })}
    ${stall.sign !== undefined && Picture({ ...pictureOf({ ...stall.sign, alt: "" }), shape: "sign", sizes: "front", isFirst: true })}
    <div class="stall-front-words">
      ${PageHead({ title: stall.title, back: { href: "/", label: t("market.title") } })}
      ${textHtml !== "" && Prose({ renderedHtml: textHtml })}
      ${stall.contact !== "" && html`<p><span class="soft">${t("market.stall.contact")}</span> ${Contact(stall)}</p>`}
    </div>
  </div>`;
}

function Closed(): Html {
  const { t } = usePage();
  return Notice({ tone: "warn", title: t("market.stall.closed"), text: t("market.stall.closed.text") });
}

function Goods(props: StallProps): Html {
  const { t } = usePage();
  const { stall, query, products, compare } = props;
  const base = `/stalls/${stall.slug}`;
  return Section({
    id: "goods",
    title: query.search === undefined ? t("market.stall.products") : t("market.search.for", { query: query.search }),
    children: [
      stall.listedProducts > products.length &&
        SearchBox({
          action: base,
          label: t("market.stall.search", { stall: stall.title }),
          ...(query.search === undefined ? {} : { value: query.search }),
        }),
      Categories(props, base),
      products.length === 0 ? Nothing(query, base) : GoodsGrid({ products, compare, isOneStall: true }),
      Further({ base, ...props }),
    ],
  });
}

function Categories({ categories, query }: StallProps, base: string): Slot {
  if (categories.length < 2 || query.search !== undefined) return undefined;
  const { t } = usePage();
  const all = { href: `${base}#goods`, label: t("market.category.all"), isHere: query.category === undefined };
  const tabs = categories.map(({ name }) => ({
    href: `${addressOf(base, { category: name })}#goods`,
    label: name,
    isHere: name === query.category,
  }));
  return Tabs({ label: t("market.category.label"), tabs: [all, ...tabs] });
}

function Nothing(query: GoodsQuery, base: string): Html {
  const { t } = usePage();
  if (query.search === undefined && query.category === undefined) {
    return Empty({ icon: "package", title: t("market.stall.empty.title"), text: t("market.stall.empty.text") });
  }
  const title = t("market.search.none.title", { query: query.search ?? query.category ?? "" });
  return Empty({
    icon: "search",
    title,
    text: t("market.search.none.text"),
    action: LinkButton({ href: base, label: t("chrome.action.show-all") }),
  });
}
