import { findProduct } from "../../catalog/find-product.ts";
import type { Product } from "../../catalog/product.ts";
import { SAT } from "../../domain/price.ts";
import { isRefused } from "../../domain/refusal.ts";
import { currentRates } from "../../rates/current-rates.ts";
import type { Compare } from "../../../ui/pages/compare.ts";
import type { BasketLine, StallBasket } from "../../../ui/pages/basket/view.ts";
import type { Hub, HubContext } from "../context.ts";
import type { BasketEntry } from "./basket-cookie.ts";
import { compareWith } from "./compare.ts";

/** Baskets by stall at today's prices, and the entries that still stand for something on sale. */
export type PricedBaskets = { baskets: StallBasket[]; entries: BasketEntry[] };

/** Looks up what the chosen things are called and cost now. What is no longer for sale is left out. */
export async function priceBasket(c: HubContext, hub: Hub, entries: readonly BasketEntry[]): Promise<PricedBaskets> {
  if (entries.length === 0) return { baskets: [], entries: [] };
  const rates = await currentRates(hub.db, hub.clock());
  const compare = compareWith(rates, c.get("locale"));
  const products = new Map<string, Product>();
  for (const id of new Set(entries.map((entry) => entry.productId))) {
    const product = await findProduct(hub.db, id, rates);
    if (!isRefused(product)) products.set(id, product);
  }
  const known = entries.flatMap((entry) => priced(entry, products.get(entry.productId), compare));
  const stallIds = new Set(known.map(({ line }) => line.product.stallId));
  return {
    entries: known.map(({ entry }) => entry),
    baskets: [...stallIds].map((id) =>
      ofOneStall(
        known.map(({ line }) => line).filter((line) => line.product.stallId === id),
        compare,
      ),
    ),
  };
}

function priced(
  entry: BasketEntry,
  product: Product | undefined,
  compare: Compare,
): { entry: BasketEntry; line: BasketLine }[] {
  const variant = product?.variants.find(({ id }) => id === entry.variantId);
  if (product === undefined || variant === undefined) return [];
  const { quantity } = entry;
  const lineMsat = variant.priceMsat === undefined ? undefined : variant.priceMsat * quantity;
  const price = { currency: variant.price.currency, minor: variant.price.minor * quantity };
  const fiat = lineMsat === undefined ? undefined : compare(lineMsat, price);
  return [{ entry, line: { product, variant, quantity, lineMsat, fiat } }];
}

function ofOneStall(lines: readonly BasketLine[], compare: Compare): StallBasket {
  const [first] = lines;
  if (first === undefined) throw new Error("a basket without a line belongs to no stall");
  const { stallId: id, stallSlug: slug, stallTitle: title } = first.product;
  const totalMsat = lines.reduce<bigint | undefined>(
    (sum, { lineMsat }) => (sum === undefined || lineMsat === undefined ? undefined : sum + lineMsat),
    0n,
  );
  return {
    stall: { id, slug, title },
    lines,
    totalMsat,
    totalFiat: totalMsat === undefined ? undefined : compare(totalMsat, total(lines, totalMsat)),
  };
}

/** The sum in the lines' own currency when they share one, in sats otherwise. */
function total(lines: readonly BasketLine[], totalMsat: bigint) {
  const currencies = new Set(lines.map((line) => line.variant.price.currency));
  const [currency = SAT] = currencies;
  if (currencies.size !== 1 || currency === SAT) return { currency: SAT, minor: totalMsat / 1000n };
  return { currency, minor: lines.reduce((sum, line) => sum + line.variant.price.minor * line.quantity, 0n) };
}
