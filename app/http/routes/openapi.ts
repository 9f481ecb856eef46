import { Hono } from "hono";
import { catalogueJson } from "../catalogue-json.ts";
import type { HubEnv } from "../context.ts";
import { openApiDocument } from "../openapi/document.ts";
import { operation } from "../openapi/operation.ts";
import type { Operation } from "../openapi/operation.ts";
import { serve } from "../openapi/serve.ts";

const read = operation({
  method: "get",
  path: "/openapi.json",
  id: "readOpenApi",
  tag: "hub",
  summary: "Describes this API",
  answer: { status: 200, description: "An OpenAPI 3.1 document.", mediaType: "application/json" },
  others: { 304: "Nothing has changed since the answer with this ETag." },
  refusals: [],
});

export const openApiOperations = [read];

/** The document is made when it is first asked for; most hubs run without anybody asking. */
export function openApiRoutes(operations: () => readonly Operation[]): Hono<HubEnv> {
  const app = new Hono<HubEnv>();
  let document: ReturnType<typeof openApiDocument> | undefined;
  serve(app, read, async (c) => catalogueJson(c, (document ??= openApiDocument(operations()))));
  return app;
}
