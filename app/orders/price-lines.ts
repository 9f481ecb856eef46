import type { Reader } from "../db/database.ts";
import type { ProductKind } from "../db/schema.ts";
import type { Msat } from "../domain/money.ts";
import { timesMsat } from "../domain/money.ts";
import { SAT, priceToMsat } from "../domain/price.ts";
import type { Currency, Rate } from "../domain/price.ts";
import { refuse } from "../domain/refusal.ts";
import type { Refused } from "../domain/refusal.ts";

/** What the newest usable rate of a currency is; undefined when none is fresh enough. */
export type RateLookup = (reader: Reader, currency: Currency) => Promise<Rate | undefined>;

export type LineRequest = { productId: string; variantId?: string; quantity: bigint };

/** One line at the price of this moment. */
export type PricedLine = {
  productId: string;
  variantId: string;
  title: string;
  variantTitle: string;
  kind: ProductKind;
  quantity: bigint;
  currency: Currency;
  unitMinor: bigint;
  rate: Rate | undefined;
  unitMsat: Msat;
  lineMsat: Msat;
};

type Variant = {
  id: string;
  product_id: string;
  stall_id: string;
  product_title: string;
  title: string;
  kind: ProductKind;
  currency: Currency;
  price_minor: bigint;
};

/** Looks up what the lines cost right now; refuses with a pointer to the first line that cannot be sold. */
export async function priceLines(
  reader: Reader,
  stallId: string,
  requests: readonly LineRequest[],
  rateOf: RateLookup,
): Promise<PricedLine[] | Refused> {
  const variants = await listedVariants(
    reader,
    requests.map((line) => line.productId),
  );
  const rates = new Map<Currency, Rate | undefined>();
  const lines: PricedLine[] = [];
  for (const [index, request] of requests.entries()) {
    const variant = choose(variants, stallId, request, `/lines/${index}`);
    if ("kind" in variant && variant.kind === "refused") return variant;
    if (!rates.has(variant.currency)) rates.set(variant.currency, await rateFor(reader, variant.currency, rateOf));
    const line = priced(variant, request.quantity, rates.get(variant.currency));
    if (line === undefined) return refuse("rate-unavailable", `/lines/${index}`);
    lines.push(line);
  }
  return lines;
}

async function listedVariants(reader: Reader, productIds: readonly string[]): Promise<Variant[]> {
  return reader
    .selectFrom("variant")
    .innerJoin("product", "product.id", "variant.product_id")
    .where("product.id", "in", productIds)
    .where("product.state", "=", "listed")
    .orderBy("variant.position")
    .select([
      "variant.id",
      "variant.product_id",
      "variant.title",
      "product.stall_id",
      "product.title as product_title",
      "product.kind",
      "product.currency",
    ])
    .select((eb) => eb.fn.coalesce("variant.price_minor", "product.price_minor").as("price_minor"))
    .execute();
}

function choose(variants: readonly Variant[], stallId: string, request: LineRequest, at: string): Variant | Refused {
  const ofProduct = variants.filter((variant) => variant.product_id === request.productId);
  const [first, ...others] = ofProduct;
  if (first === undefined) return refuse("unknown-product", `${at}/productId`);
  if (first.stall_id !== stallId) return refuse("foreign-product", `${at}/productId`);
  if (request.variantId === undefined)
    return others.length === 0 ? first : refuse("variant-required", `${at}/variantId`);
  return ofProduct.find((variant) => variant.id === request.variantId) ?? refuse("unknown-variant", `${at}/variantId`);
}

async function rateFor(reader: Reader, currency: Currency, rateOf: RateLookup): Promise<Rate | undefined> {
  return currency === SAT ? undefined : rateOf(reader, currency);
}

function priced(variant: Variant, quantity: bigint, rate: Rate | undefined): PricedLine | undefined {
  const unitMsat = priceToMsat({ currency: variant.currency, minor: variant.price_minor }, rate);
  if (unitMsat === undefined) return undefined;
  return {
    productId: variant.product_id,
    variantId: variant.id,
    title: variant.product_title,
    variantTitle: variant.title,
    kind: variant.kind,
    quantity,
    currency: variant.currency,
    unitMinor: variant.price_minor,
    rate,
    unitMsat,
    lineMsat: timesMsat(unitMsat, quantity),
  };
}
