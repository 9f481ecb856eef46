import { z } from "zod";
import { SAT, decimalsOf, parsePrice } from "../domain/price.ts";
import type { Currency, Price } from "../domain/price.ts";
import { block, line } from "./text-rules.ts";

export const MAX_VARIANTS = 30;
export const MAX_PICTURES = 8;

/** Far above any shelf; keeps sums of stock within what everybody's JSON can carry. */
const MAX_STOCK = 1_000_000_000;

const PRICE_RULE = "must be a positive price, exact in its currency";
const CURRENCY_RULE = "must be SAT or an ISO 4217 currency";

const title = line(1, 120);
const text = block(10_000);
const kind = z.enum(["physical", "digital", "pickup"]);
const category = line(0, 60);
const state = z.enum(["listed", "hidden"]);
/** Decimal text in major units: "12.50" for USD, "18200" for KRW and SAT. */
const amount = z.string().max(20);

/** What can be sold; left out or null means as many as anybody wants. */
const stock = z.int().min(0).max(MAX_STOCK).nullish();

const price = z.strictObject({ amount, currency: z.string().length(3) }).transform((input, context) => {
  const isCurrency = input.currency === SAT || decimalsOf(input.currency) !== undefined;
  const parsed = priceFrom(input.amount, input.currency);
  if (parsed !== undefined) return parsed;
  const path = isCurrency ? ["amount"] : ["currency"];
  context.issues.push({ code: "custom", input, path, message: isCurrency ? PRICE_RULE : CURRENCY_RULE });
  return z.NEVER;
});

const variant = z.strictObject({
  title: line(0, 80),
  /** In the product's currency; left out or null means the product's price. */
  price: amount.nullish(),
  stock,
});

export const productInput = z
  .strictObject({
    title,
    text: text.default(""),
    kind,
    category: category.default(""),
    price,
    state: state.default("listed"),
    /** A product without a choice has one variant without a title. */
    variants: z
      .array(variant)
      .min(1)
      .max(MAX_VARIANTS)
      .default([{ title: "" }]),
  })
  .superRefine((product, context) => {
    const seen = new Set<string>();
    for (const [index, { title: name, price: own }] of product.variants.entries()) {
      const problem = (field: string, message: string) =>
        context.addIssue({ code: "custom", path: ["variants", index, field], message });
      if (name === "" && product.variants.length > 1) problem("title", "must tell the variants apart");
      if (name !== "" && seen.has(name.toLowerCase())) problem("title", "must differ from the other variants");
      if (own != null && priceFrom(own, product.price.currency) === undefined) problem("price", PRICE_RULE);
      seen.add(name.toLowerCase());
    }
  });

/** What is left out stays as it is. */
export const productChanges = z.strictObject({
  title: title.optional(),
  text: text.optional(),
  kind: kind.optional(),
  category: category.optional(),
  price: price.optional(),
  state: state.optional(),
});

export const variantInput = z.strictObject({ title: line(1, 80), price: amount.nullish(), stock });

/** `price: null` goes back to the product's price; what is left out stays as it is. */
export const variantChanges = z.strictObject({ title: line(0, 80).optional(), price: amount.nullish() });

export const stockInput = z.strictObject({
  /** How many are on the shelf, claimed ones included; null stops counting. */
  stock: z.int().min(0).max(MAX_STOCK).nullable(),
  /** What the seller was shown; when it is no longer so, nothing is changed. */
  expected: z.int().min(0).nullable().optional(),
});

export type ProductInput = z.input<typeof productInput>;

/** The positive price that the text names exactly in that currency; undefined when there is none. */
export function priceFrom(text: string, currency: Currency): Price | undefined {
  const parsed = parsePrice(text, currency);
  return parsed !== undefined && parsed.minor > 0n ? parsed : undefined;
}
