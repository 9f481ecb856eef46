import type { z } from "zod";
import { ruleOf } from "../../domain/permissions.ts";
import type { Permission } from "../../domain/permissions.ts";
import type { RefusalReason } from "../../domain/refusal.ts";

/** What a successful answer looks like. */
export type Answer = {
  status: 200 | 201;
  description: string;
  /** JSON of this shape; text of `mediaType` when left out. */
  schema?: z.ZodType;
  mediaType?: string;
  headers?: Readonly<Record<string, string>>;
};

/** A header that the request carries. */
export type RequestHeader = { name: string; description: string; isRequired: boolean; pattern?: string };

/**
 * One operation of the API: the route is made from it, the input is checked by it, and the OpenAPI
 * document is written from it, so that none of the three can say something else.
 */
export type Operation<Query = unknown, Body = unknown> = {
  method: "get" | "post";
  /** With `{name}` places, as OpenAPI writes them. */
  path: `/${string}`;
  id: string;
  /** Who may call it. */
  access: Permission;
  tag: "catalogue" | "orders" | "programs" | "desk" | "sandbox" | "hub";
  summary: string;
  description?: string;
  params?: Readonly<Record<string, z.ZodType>>;
  query?: z.ZodType<Query>;
  headers?: readonly RequestHeader[];
  body?: z.ZodType<Body>;
  answer: Answer;
  /** Other answers that are no problem, by status: what they mean, and their JSON when they have any. */
  others?: Readonly<Record<number, { description: string; schema?: z.ZodType }>>;
  refusals: readonly RefusalReason[];
};

/** Answers every address can give, whatever the operation. */
const COMMON_REFUSALS: readonly RefusalReason[] = ["method-not-allowed", "too-many-requests"];

/** Answers of every operation that takes a body. */
const BODY_REFUSALS: readonly RefusalReason[] = [
  "broken-json",
  "invalid-input",
  "body-too-large",
  "unsupported-media-type",
  "cross-site",
];

/** Answers of every operation that asks who somebody is. */
const PERSON_REFUSALS: readonly RefusalReason[] = ["not-signed-in", "not-allowed", "out-of-scope", "recovery-only"];

/** Keeps the types of query and body for the handler. */
export function operation<Query = unknown, Body = unknown>(of: Operation<Query, Body>): Operation<Query, Body> {
  return of;
}

/** Everything an operation can refuse for, each once. */
export function refusalsOf(of: Operation): RefusalReason[] {
  const implied = [
    ...(of.query === undefined ? [] : ["invalid-input" as const]),
    ...(of.body === undefined ? [] : BODY_REFUSALS),
  ];
  const guarded = [
    ...(of.method === "post" ? ["cross-site" as const] : []),
    ...(ruleOf(of.access).who === "everybody" ? [] : PERSON_REFUSALS),
    // A key that is not good is refused wherever it is shown.
    ...(of.path.startsWith("/api/") ? ["bad-bearer" as const] : []),
  ];
  return [...new Set([...of.refusals, ...implied, ...guarded, ...COMMON_REFUSALS])];
}

/** `/orders/{id}` as Hono writes it: `/orders/:id`. */
export function honoPath(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ":$1");
}

/** The inverse of `honoPath`. */
export function openApiPath(path: string): string {
  return path.replaceAll(/:(\w+)/g, "{$1}");
}
