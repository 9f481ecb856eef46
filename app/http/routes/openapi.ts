import { Hono } from "hono";
import { UNCHANGED, catalogueJson } from "../catalogue-json.ts";
import type { HubEnv } from "../context.ts";
import { operation } from "../openapi/operation.ts";
import { serve } from "../openapi/serve.ts";
import type { OpenApiDocument } from "../openapi/types.ts";

const read = operation({
  method: "get",
  path: "/openapi.json",
  id: "readOpenApi",
  access: "market.visit",
  tag: "hub",
  summary: "Describes this API",
  answer: { status: 200, description: "An OpenAPI 3.1 document.", mediaType: "application/json" },
  others: UNCHANGED,
  refusals: [],
});

export const openApiOperations = [read];

export function openApiRoutes(document: () => OpenApiDocument): Hono<HubEnv> {
  const app = new Hono<HubEnv>();
  serve(app, read, async (c) => catalogueJson(c, document()));
  return app;
}
