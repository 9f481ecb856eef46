import { z } from "zod";
import type { RefusalReason } from "../../domain/refusal.ts";
import { problem } from "../api/problem.ts";
import { shapes } from "../api/values.ts";
import { problemKinds, problemType } from "../problem.ts";
import { refusalsOf } from "./operation.ts";
import type { Operation } from "./operation.ts";

/** Any JSON; the document is data that only leaves. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined };

type Members = { readonly [key: string]: Json | undefined };

const DESCRIPTION = [
  "Buy from a SatoShop Hub by program. There are no accounts and no API keys: an order is opened by the key that placing it returned.",
  "Amounts are decimal text in msat (a thousandth of a satoshi), so that no JSON reader rounds them. Times are milliseconds since 1970 UTC.",
  "Errors are problem documents (RFC 9457); `type` is stable, `errors` points at the fields at fault.",
  "Lists are paged by `cursor`; catalogue answers carry an ETag, and `If-None-Match` saves sending them again.",
].join("\n\n");

const tags: readonly Members[] = [
  { name: "catalogue", description: "Stalls and what they sell." },
  { name: "orders", description: "Place an order, pay its invoice, follow it." },
  { name: "sandbox", description: "Only on a hub in sandbox mode, where the money has no value." },
  { name: "hub", description: "Is everything all right?" },
];

/** The OpenAPI 3.1 document of these operations. */
export function openApiDocument(operations: readonly Operation[]): Members {
  const paths: Record<string, Record<string, Json>> = {};
  for (const each of operations) (paths[each.path] ??= {})[each.method] = operationObject(each);
  return {
    openapi: "3.1.1",
    info: {
      title: "SatoShop Hub",
      version: "1.0.0",
      description: DESCRIPTION,
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: "/" }],
    tags,
    paths,
    components: { schemas: componentSchemas() },
  };
}

function operationObject(of: Operation): Json {
  return {
    operationId: of.id,
    tags: [of.tag],
    summary: of.summary,
    ...(of.description !== undefined && { description: of.description }),
    parameters: parameters(of),
    ...(of.body !== undefined && {
      requestBody: { required: true, content: { "application/json": { schema: schemaOf(of.body, "input") } } },
    }),
    responses: responses(of),
  };
}

function parameters(of: Operation): Json[] {
  const inPath = Object.entries(of.params ?? {}).map(([name, schema]) =>
    parameter("path", name, schemaOf(schema, "input"), true),
  );
  const inHeaders = (of.headers ?? []).map(({ name, description, isRequired, pattern }) => ({
    name,
    in: "header",
    required: isRequired,
    description,
    schema: { type: "string", ...(pattern !== undefined && { pattern }) },
  }));
  return [...inPath, ...queryParameters(of), ...inHeaders];
}

function queryParameters({ query }: Operation): Json[] {
  if (query === undefined) return [];
  const { properties = {}, required = [] } = z.toJSONSchema(query, { io: "input" });
  return Object.entries(properties).map(([name, schema]) =>
    parameter("query", name, plain(schema), required.includes(name)),
  );
}

function parameter(place: string, name: string, schema: Json, isRequired: boolean): Json {
  if (typeof schema !== "object" || schema === null || !("description" in schema))
    return { name, in: place, required: isRequired, schema };
  const { description, ...rest } = schema;
  return { name, in: place, required: isRequired, description: description ?? "", schema: rest };
}

function responses(of: Operation): Members {
  const { status, description, schema, mediaType = "application/json", headers } = of.answer;
  const content = schema === undefined ? { type: "string" } : schemaOf(schema, "output");
  const described = Object.entries(headers ?? {}).map(([name, says]) => [
    name,
    { description: says, schema: { type: "string" } },
  ]);
  const others = Object.entries(of.others ?? {}).map(([other, says]) => [other, { description: says }]);
  return {
    [status]: {
      description,
      ...(described.length > 0 && { headers: Object.fromEntries(described) }),
      content: { [mediaType]: { schema: content } },
    },
    ...Object.fromEntries(others),
    ...problemResponses(refusalsOf(of)),
  };
}

/** One response per status, naming every problem type that it can be. */
function problemResponses(reasons: readonly RefusalReason[]): Members {
  const byStatus = Map.groupBy(reasons, (reason) => problemKinds.get(reason)?.[0] ?? 500);
  const entries = [...byStatus]
    .toSorted(([a], [b]) => a - b)
    .map(([status, all]) => [
      status,
      {
        description: all
          .map((reason) => `\`${problemType(reason)}\`: ${problemKinds.get(reason)?.[1] ?? ""}`)
          .join("\n\n"),
        content: { "application/problem+json": { schema: schemaOf(problem, "output") } },
      },
    ]);
  return Object.fromEntries(entries);
}

/** A shape that has a name is referred to by it. */
function schemaOf(schema: z.ZodType, io: "input" | "output"): Json {
  const name = shapes.get(schema)?.id;
  if (name !== undefined) return { $ref: `#/components/schemas/${name}` };
  return relocated(plain(z.toJSONSchema(schema, { io })));
}

function componentSchemas(): Members {
  const { schemas } = z.toJSONSchema(shapes, { io: "input", uri: (name) => `#/components/schemas/${name}` });
  const entries = Object.entries(schemas).map(([name, schema]) => [name, relocated(plain(schema))] as const);
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** Schemas stand inside the document, so they need neither their own dialect nor an address. */
function relocated(schema: Json): Json {
  if (typeof schema !== "object" || schema === null || Array.isArray(schema)) return schema;
  return Object.fromEntries(Object.entries(schema).filter(([name]) => name === "$ref" || !name.startsWith("$")));
}

/** What zod answers is JSON, though its type says more. */
function plain(schema: unknown): Json {
  const json: Json = JSON.parse(JSON.stringify(schema));
  return json;
}
