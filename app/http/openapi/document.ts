import type { z } from "zod";
import { ruleOf } from "../../domain/permissions.ts";
import type { RefusalReason } from "../../domain/refusal.ts";
import { problem } from "../api/problem.ts";
import { problemKinds, problemType } from "../problem.ts";
import { refusalsOf } from "./operation.ts";
import type { Operation } from "./operation.ts";
import { componentSchemas, schemaOf } from "./schemas.ts";
import type { DocumentedOperation, DocumentedResponse, OpenApiDocument, Parameter, Schema } from "./types.ts";

const DESCRIPTION = [
  "Buy from a SatoShop Hub by program, or run a stall. Buying needs no account and no API key: an order is opened by the key that placing it returned.",
  "What a person does by program needs `Authorization: Bearer` with an API key, made on the account page and good for the scopes that were chosen there, or with a token of five minutes, made from the session of a browser. Both end at once when the person ends them.",
  "Amounts are decimal text in msat (a thousandth of a satoshi), so that no JSON reader rounds them. Times are milliseconds since 1970 UTC.",
  "Errors are problem documents (RFC 9457); `type` is stable, `errors` points at the fields at fault.",
  "Lists are paged by `cursor`; catalogue answers carry an ETag, and `If-None-Match` saves sending them again.",
].join("\n\n");

const tags = [
  { name: "catalogue", description: "Stalls and what they sell." },
  { name: "orders", description: "Place an order, pay its invoice, follow it." },
  { name: "programs", description: "In whose name a program asks, and tokens for scripts of signed-in pages." },
  { name: "desk", description: "A seller's own stall: its orders, what changes, and sending them off." },
  { name: "sandbox", description: "Only on a hub in sandbox mode, where the money has no value." },
  { name: "hub", description: "Is everything all right?" },
];

const securitySchemes: OpenApiDocument["components"]["securitySchemes"] = {
  bearer: {
    type: "http",
    scheme: "bearer",
    description: "An API key (`ss_…`) or a token from `POST /api/v1/token`. The scope stands beside the operation.",
  },
  session: {
    type: "apiKey",
    in: "cookie",
    name: "satoshop_sid",
    description:
      "The cookie of a signed-in browser, for the hub's own pages: `__Host-satoshop_sid` on https, `satoshop_onion_sid` over Tor.",
  },
};

/** The OpenAPI 3.1 document of these operations. */
export function openApiDocument(operations: readonly Operation[]): OpenApiDocument {
  const paths: OpenApiDocument["paths"] = {};
  for (const each of operations) (paths[each.path] ??= {})[each.method] = documented(each);
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
    components: { schemas: componentSchemas(), securitySchemes },
  };
}

function documented(of: Operation): DocumentedOperation {
  return {
    operationId: of.id,
    tags: [of.tag],
    summary: of.summary,
    ...(of.description !== undefined && { description: of.description }),
    ...securityOf(of),
    parameters: [...pathParameters(of), ...queryParameters(of), ...headerParameters(of)],
    ...(of.body !== undefined && {
      requestBody: { required: true, content: { "application/json": { schema: schemaOf(of.body) } } },
    }),
    responses: { ...answers(of), ...problemResponses(refusalsOf(of)) },
  };
}

/** A permission is a scope where a key can be made for it. */
function securityOf({ access }: Operation): Pick<DocumentedOperation, "security"> {
  const { who, programs } = ruleOf(access);
  if (who === "everybody") return {};
  const byProgram = programs === undefined ? [] : [{ bearer: programs === "by-scope" ? [access] : [] }];
  return { security: [...byProgram, { session: [] }] };
}

function pathParameters({ params = {} }: Operation): Parameter[] {
  return Object.entries(params).map(([name, schema]) => parameter("path", name, schemaOf(schema), true));
}

function queryParameters({ query }: Operation): Parameter[] {
  if (query === undefined) return [];
  const { properties = {}, required = [] } = schemaOf(query);
  return Object.entries(properties).map(([name, schema]) => parameter("query", name, schema, required.includes(name)));
}

function headerParameters({ headers = [] }: Operation): Parameter[] {
  return headers.map(({ name, description, isRequired, pattern }) =>
    parameter("header", name, { type: "string", description, ...(pattern !== undefined && { pattern }) }, isRequired),
  );
}

function parameter(place: Parameter["in"], name: string, described: Schema, required: boolean): Parameter {
  const { description = "", ...schema } = described;
  return { name, in: place, required, description, schema };
}

function answers({ answer, others = {} }: Operation): Record<string, DocumentedResponse> {
  const { status, description, schema, mediaType = "application/json", headers = {} } = answer;
  const described = Object.entries(headers).map(([name, says]) => [
    name,
    { description: says, schema: { type: "string" } },
  ]);
  return {
    [status]: {
      description,
      ...(described.length > 0 && { headers: Object.fromEntries(described) }),
      content: { [mediaType]: { schema: schema === undefined ? {} : schemaOf(schema) } },
    },
    ...Object.fromEntries(Object.entries(others).map(([other, says]) => [other, otherAnswer(says)])),
  };
}

function otherAnswer({ description, schema }: { description: string; schema?: z.ZodType }): DocumentedResponse {
  return schema === undefined
    ? { description }
    : { description, content: { "application/json": { schema: schemaOf(schema) } } };
}

/** One response per status, naming every problem type that it can be. */
function problemResponses(reasons: readonly RefusalReason[]): Record<string, DocumentedResponse> {
  const byStatus = Map.groupBy(reasons, (reason) => problemKinds.get(reason)?.[0] ?? 500);
  const entries = [...byStatus]
    .toSorted(([a], [b]) => a - b)
    .map(([status, all]) => [
      status,
      {
        description: all
          .map((reason) => `\`${problemType(reason)}\`: ${problemKinds.get(reason)?.[1] ?? ""}`)
          .join("\n\n"),
        content: { "application/problem+json": { schema: schemaOf(problem) } },
      },
    ]);
  return Object.fromEntries(entries);
}
