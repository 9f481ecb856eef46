import { inspect } from "node:util";
import fc from "fast-check";
import type { DocumentedOperation, OpenApiDocument, Parameter, Schema } from "../../app/http/openapi/types.ts";

/** A request that somebody could send, and the operation it is meant for. */
export type ArbitraryRequest = {
  method: string;
  /** The operation's path with its places, and the address that was made of it. */
  path: string;
  address: string;
  headers: Record<string, string>;
  body: string | undefined;
};

/** Values that exist, by what their pattern or name begins with: without them every request would end at "unknown". */
export type Pool = Readonly<Record<string, readonly string[]>>;

/** Requests for every operation of the document, most of them nearly right. */
export function arbitraryRequest(document: OpenApiDocument, pool: Pool): fc.Arbitrary<ArbitraryRequest> {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      // What takes a body can be wrong in the most ways.
      weight: operation.requestBody === undefined ? 1 : 4,
      arbitrary: requestFor({ document, pool }, { path, method, operation }),
    })),
  );
  return fc.oneof(...operations);
}

type World = { document: OpenApiDocument; pool: Pool };
type Target = { path: string; method: string; operation: DocumentedOperation };

function requestFor(world: World, { path, method, operation }: Target): fc.Arbitrary<ArbitraryRequest> {
  const parameters = (place: Parameter["in"]) => operation.parameters.filter((each) => each.in === place);
  return fc
    .record({
      method: rarely(
        fc.constant(method.toUpperCase()),
        fc.constantFrom("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"),
      ),
      places: valuesOf(world, parameters("path")),
      query: valuesOf(world, parameters("query")),
      stray: rarely(
        fc.constant(""),
        fc.constantFrom("&unknown=1", "&limit=1&limit=2", "&%00", "&=", "&cursor", "&stall[]=x", "&__proto__=1"),
      ),
      headers: valuesOf(world, parameters("header")),
      known: credentialsFor(world, operation),
      body: bodyOf(world, operation),
    })
    .map(({ places, query, stray, headers, known: credentials, body, ...rest }) => ({
      ...rest,
      path,
      address: `${filled(path, places)}?${new URLSearchParams(query)}${stray}`,
      headers: { ...withoutForbidden({ ...headers, ...credentials }), ...body.headers },
      body: rest.method === "GET" ? undefined : body.text,
    }));
}

/** By what somebody is known where the operation asks for it; elsewhere now and then something all the same. */
function credentialsFor(world: World, { security }: DocumentedOperation): fc.Arbitrary<Record<string, string>> {
  const header = (name: string, value: fc.Arbitrary<string> | undefined) =>
    value === undefined ? [] : [value.map((each): Record<string, string> => ({ [name]: each }))];
  const good = [...header("Authorization", known(world, "Authorization")), ...header("Cookie", known(world, "Cookie"))];
  const strange = fc.oneof(
    ...header(
      "Authorization",
      junkText.map((text) => `Bearer ${text}`),
    ),
    ...header("Authorization", junkText),
    ...header("Cookie", junkText),
    fc.constant({}),
  );
  return security === undefined ? rarely(fc.constant({}), strange) : rarely(fc.oneof(...good), strange);
}

function filled(path: string, places: Readonly<Record<string, string>>): string {
  return path.replaceAll(
    /\{(\w+)\}/g,
    (_, name: string) => encodeURIComponent(places[name]?.toWellFormed() ?? "-") || "-",
  );
}

/** Headers hold visible ASCII and spaces; `fetch` itself would refuse to send anything else. */
function withoutForbidden(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, value.replaceAll(/[^\x20-\x7e]/g, "")]),
  );
}

function valuesOf(world: World, parameters: readonly Parameter[]): fc.Arbitrary<Record<string, string>> {
  const values = Object.fromEntries(parameters.map((each) => [each.name, textOf(world, each)]));
  const requiredKeys = parameters.filter(({ required }) => required).map(({ name }) => name);
  const some = fc.record(values, { requiredKeys });
  return rarely(some, fc.record(values, { requiredKeys: [] })).map((all) =>
    Object.fromEntries(Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))),
  );
}

function textOf(world: World, { name, schema }: Parameter): fc.Arbitrary<string> {
  return rarely(known(world, name) ?? valid(world, schema).map(asText), junkText);
}

/** `String` throws for some of the objects that stand in for a text. */
function asText(value: unknown): string {
  return typeof value === "string" ? value : inspect(value);
}

type Body = { text: string | undefined; headers: Record<string, string> };

const JSON_TYPE = { "Content-Type": "application/json" };

function bodyOf(world: World, { requestBody }: DocumentedOperation): fc.Arbitrary<Body> {
  const schema = requestBody?.content["application/json"]?.schema;
  if (schema === undefined) return fc.constant({ text: undefined, headers: {} });
  const good = valid(world, schema).map((value) => ({ text: JSON.stringify(value), headers: JSON_TYPE }));
  const broken = fc.record({
    text: fc.oneof(
      junkText,
      fc.json(),
      fc.constantFrom("", "{", "[".repeat(5_000), "null", '{"a":1e999}', " ".repeat(70_000)),
    ),
    headers: fc.constantFrom(
      JSON_TYPE,
      {},
      { "Content-Type": "text/plain" },
      { "Content-Type": "application/json; charset=x" },
    ),
  });
  return fc.oneof({ weight: 6, arbitrary: good }, { weight: 1, arbitrary: broken });
}

/** Values that fit the schema, except that now and then a part of them is something else entirely. */
function valid(world: World, schema: Schema): fc.Arbitrary<unknown> {
  return rarely(fitting(world, schema), junk);
}

function fitting(world: World, schema: Schema): fc.Arbitrary<unknown> {
  if (schema.$ref !== undefined) return fitting(world, resolved(world, schema.$ref));
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  if (schema.anyOf !== undefined) return fc.oneof(...schema.anyOf.map((each) => fitting(world, each)));
  if (schema.type === "object") return objectOf(world, schema);
  if (schema.type === "array") return listOf(world, schema);
  if (schema.type === "integer")
    return fc.integer({ min: schema.minimum ?? 0, max: Math.min(schema.maximum ?? 9, 12) });
  if (schema.type === "string") return stringOf(world, schema);
  if (schema.type === "boolean") return fc.boolean();
  if (schema.type === "null") return fc.constant(null);
  throw new Error(`no values are known for ${JSON.stringify(schema)}`);
}

function objectOf(world: World, { properties = {}, required = [] }: Schema): fc.Arbitrary<unknown> {
  const members = Object.fromEntries(
    Object.entries(properties).map(([name, each]) => [name, known(world, name) ?? valid(world, each)]),
  );
  return fc.record(members, { requiredKeys: required });
}

function listOf(world: World, { items = {}, minItems = 0, maxItems = 3 }: Schema): fc.Arbitrary<unknown> {
  const few = fc.array(valid(world, items), { minLength: minItems, maxLength: Math.min(3, maxItems) });
  return rarely(few, fc.array(fitting(world, items), { minLength: maxItems, maxLength: maxItems + 1 }));
}

function stringOf(world: World, { pattern, minLength = 0, maxLength = 50 }: Schema): fc.Arbitrary<string> {
  if (pattern === undefined) return fc.string({ minLength, maxLength, unit: "grapheme" });
  const made = fc.stringMatching(new RegExp(pattern.replaceAll("\\d{0,18}", "\\d{0,6}")));
  const prefix = /^\^([a-z]{3})_/.exec(pattern)?.[1];
  const existing = prefix === undefined ? undefined : known(world, prefix);
  return existing === undefined ? made : fc.oneof({ weight: 5, arbitrary: existing }, { weight: 1, arbitrary: made });
}

function known({ pool }: World, name: string): fc.Arbitrary<string> | undefined {
  const values = pool[name];
  return values === undefined ? undefined : fc.constantFrom(...values);
}

function resolved({ document }: World, reference: string): Schema {
  const name = reference.slice(reference.lastIndexOf("/") + 1);
  const schema = document.components.schemas[name];
  if (schema === undefined) throw new Error(`the document has no ${reference}`);
  return schema;
}

function rarely<Value>(mostly: fc.Arbitrary<Value>, seldom: fc.Arbitrary<Value>): fc.Arbitrary<Value> {
  return fc.oneof({ weight: 14, arbitrary: mostly }, { weight: 1, arbitrary: seldom });
}

const junkText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.constantFrom(
    "",
    "\0",
    "0",
    "-1",
    "1e3",
    "../..",
    "%",
    "'; DROP TABLE orders; --",
    "\ud800",
    "x".repeat(3_000),
    "null",
    "true",
  ),
);

const junk = fc.oneof(
  junkText,
  fc.constantFrom<unknown>(null, true, [], {}, -1, 0, 0.5, 1e21, Number.MAX_SAFE_INTEGER, -1e308),
  fc.jsonValue({ maxDepth: 2 }),
);
