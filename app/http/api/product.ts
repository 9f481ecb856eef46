import { z } from "zod";
import type { Product, ProductSummary, Variant } from "../../catalog/product.ts";
import { picture, pictureJson } from "./picture.ts";
import { id, msatText, named, pageOf, price, priceJson, unixMs } from "./values.ts";

const stock = z.int().min(0).nullable().describe("How many can be bought now; null when it is not counted.");
const priceMsat = msatText.optional();

const variant = named(
  "Variant",
  "One choice of a product. A product without a choice has one variant with an empty title.",
  z.strictObject({ id: id("var", "The variant's id."), title: z.string(), price, priceMsat, stock }),
);

const fields = {
  id: id("prd", "The product's id."),
  stallId: id("stl", "The stall that sells it."),
  title: z.string(),
  kind: z.enum(["physical", "digital", "pickup"]).describe("Physical goods need a delivery address."),
  category: z.string().describe("Empty when the seller gave none."),
  price: price.describe("Of the cheapest variant."),
  priceMsat: priceMsat.describe("The price at the rate of this moment; missing while no fresh rate is known."),
  stock: stock.describe("Of all variants together; null when one of them is not counted."),
  variants: z.array(variant).min(1),
  images: z.array(picture),
  updatedAtMs: unixMs,
};

export const productSummary = named("ProductSummary", "A product as lists show it.", z.strictObject(fields));

export const product = named(
  "Product",
  "A product with its text.",
  z.strictObject({ ...fields, text: z.string().describe("Markdown.") }),
);

export const productPage = named("ProductPage", "Products, newest first.", pageOf(productSummary));

export function productSummaryJson(of: ProductSummary): z.infer<typeof productSummary> {
  return {
    id: of.id,
    stallId: of.stallId,
    title: of.title,
    kind: of.kind,
    category: of.category,
    ...costs(of),
    variants: of.variants.map((each) => ({ id: each.id, title: each.title, ...costs(each) })),
    images: of.pictures.map(pictureJson),
    updatedAtMs: Number(of.updatedAtMs),
  };
}

export function productJson(of: Product): z.infer<typeof product> {
  return { ...productSummaryJson(of), text: of.text };
}

function costs(of: Pick<Variant, "price" | "priceMsat" | "stock">) {
  return {
    price: priceJson(of.price),
    ...(of.priceMsat !== undefined && { priceMsat: of.priceMsat.toString() }),
    // Stock is at most 10^9 by the catalogue's rule, a sum of 30 variants far below 2^53.
    stock: of.stock === null ? null : Number(of.stock),
  };
}
