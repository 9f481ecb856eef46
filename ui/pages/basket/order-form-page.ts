import { Button } from "../../components/button.ts";
import { Card } from "../../components/card.ts";
import { ErrorSummary } from "../../components/error-summary.ts";
import { Facts } from "../../components/facts.ts";
import { LineList } from "../../components/line-list.ts";
import { Link } from "../../components/link.ts";
import { Money } from "../../components/money.ts";
import { Notice } from "../../components/notice.ts";
import { PageHead } from "../../components/page-head.ts";
import { renderPage } from "../../document.ts";
import { html } from "../../html.ts";
import type { Html } from "../../html.ts";
import type { Translate } from "../../i18n/translate.ts";
import { usePage } from "../../page.ts";
import type { Page } from "../../page.ts";
import { BasketSaid } from "./basket-page.ts";
import { Details } from "./details.ts";
import { editableLine } from "./lines.ts";
import { labelled } from "../labelled.ts";
import { HubFeeNote } from "../order/hub-fee.ts";
import { quantityField } from "./view.ts";
import type { BasketNotice, OrderForm, StallBasket } from "./view.ts";

export interface OrderFormProps {
  basket: StallBasket;
  form: OrderForm;
  /** How long the amount holds from the moment of ordering. */
  holdsMs: number;
  /** There is more in the basket, of other stalls. */
  hasOthers: boolean;
  notice: BasketNotice | undefined;
  /** What the hub will keep of it, if it is ordered now. */
  hubFeeMsat: bigint;
}

/** One stall's basket and the order in one form: what, where to, how much, and the button. */
export function orderFormPage(page: Page, props: OrderFormProps): string {
  const { t } = page;
  const { basket, form } = props;
  return renderPage(page, { title: t("checkout.basket.title"), isPrivate: true, islands: ["stepper"] }, () => [
    BasketSaid(props.notice),
    ErrorSummary({ errors: labelled(form.errors, fieldLabels(page.t, basket)) }),
    PageHead({
      title: t("checkout.basket.title"),
      lead: Link({
        href: `/stalls/${basket.stall.slug}`,
        label: t("checkout.basket.stall", { stall: basket.stall.title }),
        icon: "store",
      }),
    }),
    html`<form class="split split-side" method="post" action="/orders">
      ${EnterKey()}
      <input type="hidden" name="stall" value=${basket.stall.slug} />
      <input type="hidden" name="key" value=${form.key} />
      <div class="stack stack-wide">${Goods(basket)}${Details(basket, form)}</div>
      <div class="split-stick">${Sum(props)}</div>
    </form>`,
    props.hasOthers &&
      html`<p>${Link({ href: "/basket", label: t("checkout.basket.other"), icon: "shopping-basket" })}</p>`,
  ]);
}

function fieldLabels(t: Translate, { lines }: StallBasket): ReadonlyMap<string, string> {
  const quantities = lines.map(
    ({ product, variant }) => [quantityField({ productId: product.id, variantId: variant.id }), product.title] as const,
  );
  return new Map([
    ...quantities,
    ["name", t("checkout.details.name")],
    ["address", t("checkout.details.address")],
    ["contact", t("checkout.details.contact")],
    ["note", t("checkout.details.note")],
  ]);
}

/** The button that the Enter key presses: the first of the form, which would otherwise be "Remove". */
function EnterKey(): Html {
  return html`<button class="unseen" tabindex="-1" aria-hidden="true">${usePage().t("checkout.basket.enter")}</button>`;
}

function Goods({ lines }: StallBasket): Html {
  const { t } = usePage();
  return Card({
    title: t("checkout.details.title"),
    children: [
      LineList({ lines: lines.map(editableLine) }),
      html`<div class="row">
        ${Button({ label: t("checkout.basket.update"), icon: "refresh-cw", formAction: "/basket", name: "update", value: "1", skipsChecks: true })}
      </div>`,
    ],
  });
}

function Sum({ basket, holdsMs, hubFeeMsat }: OrderFormProps): Html {
  const { t, format } = usePage();
  const { totalMsat, totalFiat } = basket;
  if (totalMsat === undefined)
    return Notice({
      tone: "warn",
      title: t("market.product.price.unavailable"),
      text: t("market.product.price.unavailable.text"),
    });
  return Card({
    children: [
      Facts({
        facts: [
          { name: t("checkout.basket.total"), value: Money({ amountMsat: totalMsat, fiat: totalFiat, size: "large" }) },
        ],
      }),
      HubFeeNote(hubFeeMsat),
      Button({ label: t("checkout.details.order"), kind: "primary", size: "large", icon: "zap", isWide: true }),
      html`<p class="soft small">${t("checkout.basket.holds.for", { time: format.duration(holdsMs) })}</p>`,
    ],
  });
}
