import { Hono } from "hono";
import { z } from "zod";
import { findProduct } from "../../catalog/find-product.ts";
import { listProducts } from "../../catalog/list-products.ts";
import { isRefused } from "../../domain/refusal.ts";
import { currentRates } from "../../rates/current-rates.ts";
import { product, productJson, productPage, productSummaryJson } from "../api/product.ts";
import { id, limitFrom, paging } from "../api/values.ts";
import { CATALOGUE_HEADERS, UNCHANGED, catalogueJson, cataloguePage } from "../catalogue-json.ts";
import type { Hub, HubEnv } from "../context.ts";
import { operation } from "../openapi/operation.ts";
import { serve } from "../openapi/serve.ts";

const list = operation({
  method: "get",
  path: "/api/v1/products",
  id: "listProducts",
  access: "market.visit",
  tag: "catalogue",
  summary: "Lists and finds products",
  query: z.strictObject({
    stall: id("stl", "Only of this stall.").optional(),
    search: z.string().max(200).describe("Words in any order; each must be in the title or text.").optional(),
    category: z.string().max(60).describe("Only of this category.").optional(),
    ...paging,
  }),
  answer: {
    status: 200,
    description: "A page of products, newest first.",
    schema: productPage,
    headers: CATALOGUE_HEADERS,
  },
  others: UNCHANGED,
  refusals: ["unknown-stall"],
});

const read = operation({
  method: "get",
  path: "/api/v1/products/{id}",
  id: "readProduct",
  access: "market.visit",
  tag: "catalogue",
  summary: "Shows one product",
  params: { id: id("prd", "The product's id.") },
  answer: { status: 200, description: "The product.", schema: product },
  others: UNCHANGED,
  refusals: ["unknown-product"],
});

export const productOperations = [list, read];

export function productRoutes({ db, clock }: Pick<Hub, "db" | "clock">): Hono<HubEnv> {
  const app = new Hono<HubEnv>();
  serve(app, list, async (c, { query: { stall, limit, ...rest } }) => {
    const rates = await currentRates(db, clock());
    const page = await listProducts(db, { ...rest, stallId: stall, limit: limitFrom(limit) }, rates);
    return isRefused(page) ? page : cataloguePage(c, page, productSummaryJson);
  });
  serve(app, read, async (c) => {
    const found = await findProduct(db, c.req.param("id") ?? "", await currentRates(db, clock()));
    return isRefused(found) ? found : catalogueJson(c, productJson(found));
  });
  return app;
}
