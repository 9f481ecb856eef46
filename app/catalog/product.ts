import type { ProductKind, ProductState, StallState } from "../db/schema.ts";
import type { Msat } from "../domain/money.ts";
import type { Currency, Price, Rate } from "../domain/price.ts";

/** The rates in use, as `rates/current-rates` gives them; currencies without one are missing. */
export type Rates = ReadonlyMap<Currency, Rate>;

export type Picture = {
  readonly id: string;
  /** Size of the widest file; `widths` are all files there are, rising. */
  readonly width: number;
  readonly height: number;
  readonly widths: readonly number[];
  readonly alt: string;
};

export type Stall = {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  /** Markdown, for `render-markdown`. */
  readonly text: string;
  /** How buyers reach the seller: an e-mail address, a link or words; empty when none was given. */
  readonly contact: string;
  readonly state: StallState;
  readonly sign: Picture | undefined;
  readonly lateTolerancePpm: number;
  readonly listedProducts: number;
  readonly createdAtMs: bigint;
};

export type Variant = {
  readonly id: string;
  /** Empty for the only variant of a product without a choice. */
  readonly title: string;
  readonly price: Price;
  /** Undefined while the price's currency has no usable rate. */
  readonly priceMsat: Msat | undefined;
  /** True when the price is the variant's own, not the product's. */
  readonly hasOwnPrice: boolean;
  /** How many can be sold now; null when it is not counted. */
  readonly stock: bigint | null;
  /** How many open orders have claimed; only for the seller's eyes. */
  readonly reserved: bigint;
};

/** A product as lists show it. */
export type ProductSummary = {
  readonly id: string;
  readonly stallId: string;
  readonly stallSlug: string;
  readonly stallTitle: string;
  readonly title: string;
  readonly kind: ProductKind;
  /** Empty when the seller gave none. */
  readonly category: string;
  /** Of the cheapest variant: what the product can be had from. */
  readonly price: Price;
  readonly priceMsat: Msat | undefined;
  readonly hasSeveralPrices: boolean;
  /** Of all variants together; null when any of them is not counted, 0 when everything is sold out. */
  readonly stock: bigint | null;
  readonly variants: readonly Variant[];
  readonly pictures: readonly Picture[];
  readonly state: ProductState;
  readonly createdAtMs: bigint;
  readonly updatedAtMs: bigint;
};

export type Product = ProductSummary & {
  /** Markdown, for `render-markdown`. */
  readonly text: string;
  /** What variants without a price of their own cost. */
  readonly basePrice: Price;
};

/** `nextCursor` is opaque and goes into the next query; null on the last page. */
export type Page<Item> = { readonly items: readonly Item[]; readonly nextCursor: string | null };
