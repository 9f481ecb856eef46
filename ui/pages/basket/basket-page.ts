import { Card } from "../../components/card.ts";
import { Empty } from "../../components/empty.ts";
import { Facts } from "../../components/facts.ts";
import { LineList } from "../../components/line-list.ts";
import { LinkButton } from "../../components/link-button.ts";
import { Money } from "../../components/money.ts";
import { Notice } from "../../components/notice.ts";
import { PageHead } from "../../components/page-head.ts";
import { renderPage } from "../../document.ts";
import { html } from "../../html.ts";
import type { Html, Slot } from "../../html.ts";
import { usePage } from "../../page.ts";
import type { Page } from "../../page.ts";
import { plainLine } from "./lines.ts";
import type { BasketNotice, StallBasket } from "./view.ts";

export interface BasketsProps {
  baskets: readonly StallBasket[];
  notice: BasketNotice | undefined;
}

/** The basket when it is empty, or when it holds things of several stalls. */
export function basketPage(page: Page, props: BasketsProps): string {
  const { t } = page;
  const lead = props.baskets.length === 0 ? {} : { lead: t("checkout.basket.lead", { count: props.baskets.length }) };
  return renderPage(page, { title: t("checkout.basket.title"), isPrivate: true, width: "text" }, () => [
    BasketSaid(props.notice),
    PageHead({ title: t("checkout.basket.title"), ...lead }),
    props.baskets.length === 0 ? Nothing() : props.baskets.map(OneStall),
  ]);
}

export function BasketSaid(notice: BasketNotice | undefined): Slot {
  if (notice === undefined) return undefined;
  const { t } = usePage();
  if (notice === "removed" || notice === "updated") return Notice({ tone: "good", text: t("checkout.basket.updated") });
  return Notice({ tone: notice === "again" ? "good" : "warn", text: t(`checkout.basket.${notice}`) });
}

function Nothing(): Html {
  const { t } = usePage();
  const action = LinkButton({ href: "/", label: t("checkout.basket.empty.action"), kind: "primary" });
  return Empty({
    icon: "shopping-basket",
    title: t("checkout.basket.empty.title"),
    text: t("checkout.basket.empty.text"),
    action,
  });
}

function OneStall(basket: StallBasket): Html {
  const { t } = usePage();
  const { stall, lines, totalMsat, totalFiat } = basket;
  return Card({
    title: t("checkout.basket.stall", { stall: stall.title }),
    children: [
      LineList({ lines: lines.map(plainLine) }),
      totalMsat !== undefined &&
        Facts({
          facts: [
            {
              name: t("checkout.basket.total"),
              value: Money({ amountMsat: totalMsat, fiat: totalFiat }),
              isTotal: true,
            },
          ],
        }),
      html`<div class="row">
        ${LinkButton({ href: `/basket/${stall.slug}`, label: t("checkout.basket.order"), icon: "arrow-right" })}
      </div>`,
    ],
  });
}
