import { Hono } from "hono";
import { findProduct } from "../../catalog/find-product.ts";
import type { Product } from "../../catalog/product.ts";
import { hubFeeOf } from "../../domain/hub-fee.ts";
import { msat } from "../../domain/money.ts";
import { isRefused } from "../../domain/refusal.ts";
import { MAX_ORDER_MSAT } from "../../orders/limits.ts";
import { currentHubFee } from "../../payments/current-hub-fee.ts";
import { currentRates } from "../../rates/current-rates.ts";
import { basketPage } from "../../../ui/pages/basket/basket-page.ts";
import { orderFormPage } from "../../../ui/pages/basket/order-form-page.ts";
import type { BasketNotice, OrderForm, StallBasket } from "../../../ui/pages/basket/view.ts";
import type { Hub, HubContext, HubEnv } from "../context.ts";
import { requires } from "../middleware/requires.ts";
import { answerProblem } from "../problem.ts";
import { MAX_ENTRIES, add, change } from "./basket-cookie.ts";
import type { BasketEntry } from "./basket-cookie.ts";
import { readForm } from "./form.ts";
import type { SentForm } from "./form.ts";
import { newOrderForm, readOrderForm } from "./order-form.ts";
import { basketOf, pageOf } from "./page-of.ts";
import { priceBasket } from "./price-basket.ts";
import type { PricedBaskets } from "./price-basket.ts";
import { renderProduct } from "./products.ts";
import { setBasket } from "./set-basket.ts";
import { showPrivate } from "./show.ts";

/** What was chosen and not yet ordered: looking at it, putting in, changing, taking out. */
export function basketRoutes(hub: Hub): Hono<HubEnv> {
  const routes = new Hono<HubEnv>();
  routes.get("/basket", requires("market.visit"), (c) => showBaskets(c, hub));
  routes.get("/basket/:slug", requires("market.visit"), (c) => showBaskets(c, hub, c.req.param("slug")));
  routes.post("/basket", requires("market.visit"), (c) => changeBasket(c, hub));
  routes.post("/basket/things", requires("market.visit"), (c) => addThing(c, hub));
  return routes;
}

/** With one stall in the basket that stall's order form; with several one has to be chosen first. */
async function showBaskets(c: HubContext, hub: Hub, slug?: string): Promise<Response> {
  const chosen = basketOf(c);
  const priced = await priceBasket(c, hub, chosen);
  const hasDropped = priced.entries.length < chosen.length;
  if (hasDropped) setBasket(c, hub, priced.entries);
  const notice = hasDropped ? "dropped" : noticeOf(c);
  const [only, ...others] =
    slug === undefined ? priced.baskets : priced.baskets.filter(({ stall }) => stall.slug === slug);
  if (only !== undefined && others.length === 0)
    return showOrderForm(c, hub, priced, { basket: only, form: newOrderForm(hub), notice });
  if (slug !== undefined) return c.redirect(hasDropped ? "/basket?said=dropped" : "/basket", 303);
  return showPrivate(c, basketPage(pageOf(c, hub, priced.entries), { baskets: priced.baskets, notice }));
}

type Shown = { basket: StallBasket; form: OrderForm; notice: BasketNotice | undefined };

/** The order form of one stall's basket, with whatever was typed in it before. */
export async function showOrderForm(
  c: HubContext,
  hub: Hub,
  priced: PricedBaskets,
  shown: Shown,
  status: 200 | 409 | 422 | 503 = 200,
): Promise<Response> {
  const { totalMsat = 0n } = shown.basket;
  // What is too much for an order is refused when it is placed.
  const total = msat(totalMsat > MAX_ORDER_MSAT ? 0n : totalMsat);
  const hubFeeMsat = hubFeeOf(total, await currentHubFee(hub.db));
  const hasOthers = priced.baskets.length > 1;
  const props = { ...shown, holdsMs: Number(hub.chargeLifetimeMs), hasOthers, hubFeeMsat };
  return showPrivate(c, orderFormPage(pageOf(c, hub, priced.entries), props), status);
}

function noticeOf(c: HubContext): BasketNotice | undefined {
  const said = c.req.query("said");
  return said === "updated" || said === "again" || said === "dropped" ? said : undefined;
}

/** New quantities, or one thing out. What was typed for the order is shown again, because it is kept nowhere. */
async function changeBasket(c: HubContext, hub: Hub): Promise<Response> {
  const sent = await readForm(c);
  const page = pageOf(c, hub);
  const { lines, form } = readOrderForm(hub, page.t, sent);
  const entries = change(basketOf(c), quantitiesOf(lines, sent));
  setBasket(c, hub, entries);
  const isTyped = `${form.name}${form.address}${form.contact}${form.note}` !== "";
  const slug = sent.text("stall");
  const priced = isTyped ? await priceBasket(c, hub, entries) : undefined;
  const basket = priced?.baskets.find(({ stall }) => stall.slug === slug);
  if (priced === undefined || basket === undefined) return c.redirect("/basket?said=updated", 303);
  return showOrderForm(c, hub, priced, { basket, form: { ...form, errors: [] }, notice: "updated" });
}

function quantitiesOf(lines: readonly BasketEntry[], sent: SentForm): Map<string, bigint> {
  const quantities = new Map(lines.map((line) => [line.variantId, line.quantity]));
  if (sent.has("remove")) quantities.set(sent.text("remove"), 0n);
  return quantities;
}

/** Puts one thing in, then back to the product or straight on to the order. */
async function addThing(c: HubContext, hub: Hub): Promise<Response> {
  const sent = await readForm(c);
  const product = await findProduct(hub.db, sent.text("product"), await currentRates(hub.db, hub.clock()));
  if (isRefused(product)) return answerProblem(c, product);
  const chosen = { variantId: sent.text("variant"), quantity: sent.text("quantity").trim() };
  const basket = basketOf(c);
  const problem = whatIsWrong(product, basket, chosen);
  if (problem !== undefined) {
    const text = await renderProduct(c, hub, product.id, { chosen: { ...chosen, problem } });
    return isRefused(text) ? answerProblem(c, text) : showPrivate(c, text, 422);
  }
  setBasket(
    c,
    hub,
    add(basket, { productId: product.id, variantId: chosen.variantId, quantity: BigInt(chosen.quantity) }),
  );
  return c.redirect(
    sent.text("then") === "basket" ? `/basket/${product.stallSlug}` : `/products/${product.id}?added`,
    303,
  );
}

type Chosen = { variantId: string; quantity: string };

function whatIsWrong(
  product: Product,
  basket: readonly BasketEntry[],
  { variantId, quantity }: Chosen,
): "variant" | "quantity" | "full" | undefined {
  if (!product.variants.some(({ id }) => id === variantId)) return "variant";
  if (!/^[1-9]\d{0,2}$/.test(quantity)) return "quantity";
  const isKnown = basket.some((entry) => entry.variantId === variantId);
  return !isKnown && basket.length >= MAX_ENTRIES ? "full" : undefined;
}
